import { afterAll, beforeAll, expect, it } from 'vitest';
import { PunchReader } from '../../../src/devices/standalone/client/punches.js';
import { Line } from '../../../src/devices/standalone/client/line.js';
import type { TerminalFaults } from '../../../src/tools/simulator/standalone/profile.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addressOf, own, punches, terminal } from './terminals.js';

const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
const rows = isFull ? 100_000 : 4_000;
const patienceMs = isFull ? 600_000 : 240_000;

let site: TestApp;
beforeAll(async () => {
  site = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
});
afterAll(() => site.stop());

const stored = async (sn: string) =>
  (
    await site.sql<{ n: number; times: number }>(
      'SELECT count(*)::int AS n, count(DISTINCT event_time)::int AS times FROM event WHERE sn = $1 AND event_no = 0',
      [sn],
    )
  )[0];

async function take(sn: string, transport: 'tcp' | 'udp', faults: TerminalFaults): Promise<string> {
  const device = await terminal({ sn, faults, seed: 4 });
  own(device).load(punches(rows));
  const started = performance.now();
  await site.admin('POST', '/devices', { sn, link: 'pull', host: '127.0.0.1', port: device.port, transport });
  await expect
    .poll(async () => (await stored(sn))?.n, { timeout: patienceMs, interval: 250 })
    .toBeGreaterThanOrEqual(rows);
  const seconds = (performance.now() - started) / 1_000;
  expect(await stored(sn)).toEqual({ n: rows, times: rows });
  return `${rows} punches over ${transport} in ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s`;
}

it(
  'every punch is stored once over datagrams of which 2 % get lost',
  async () => console.log(await take('LOSSY', 'udp', { lost: 0.02 })),
  patienceMs,
);

it(
  'every punch is stored once over a slow line that is cut ten times',
  async () => {
    const faults = { delayMs: isFull ? 100 : 20, cutAfter: Math.floor((rows * 40) / 12), cuts: 10 };
    console.log(await take('CUT', 'tcp', faults));
    expect(faults.cuts).toBe(0);
  },
  patienceMs,
);

it(
  'what is kept in memory does not grow with the log',
  async () => {
    const device = await terminal();
    own(device).load(punches(rows));
    const line = new Line(addressOf(device, { readMs: 60_000 }));
    let [most, read] = [0, 0];
    const before = process.memoryUsage().heapUsed;
    const started = performance.now();
    await new PunchReader(line).run((batch) => {
      read += batch.length;
      most = Math.max(most, batch.length);
    });
    const seconds = (performance.now() - started) / 1_000;
    await line.close();
    expect(read).toBe(rows);
    // Only a part of the table is in memory at a time.
    expect(most).toBeLessThanOrEqual(Math.ceil(0xffc0 / 40) + 1);
    const grown = (process.memoryUsage().heapUsed - before) / 1_048_576;
    console.log(
      `${Math.round(rows / seconds)} rows/s read, ${most} at most at once, heap ${grown.toFixed(0)} MiB more`,
    );
  },
  patienceMs,
);

it(
  'a terminal that never answers does not slow the others',
  async () => {
    const each = isFull ? 2_000 : 400;
    const timed = async (prefix: string, mute: number): Promise<number> => {
      const devices = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          terminal({ sn: `${prefix}${at}`, faults: at < mute ? { mute: true } : {} }),
        ),
      );
      for (const device of devices) own(device).load(punches(each));
      const started = performance.now();
      await Promise.all(
        devices.map(({ sn, port }) => site.admin('POST', '/devices', { sn, link: 'pull', host: '127.0.0.1', port })),
      );
      const answering = devices.slice(1).map(({ sn }) => sn);
      const count = async () =>
        (
          await site.sql<{ n: number }>('SELECT count(*)::int AS n FROM event WHERE sn = ANY($1) AND event_no = 0', [
            answering,
          ])
        )[0]?.n;
      await expect.poll(count, { timeout: patienceMs, interval: 50 }).toBe(9 * each);
      const ms = performance.now() - started;
      for (const { sn } of devices) await site.admin('DELETE', `/devices/${sn}`);
      return ms;
    };
    const all = await timed('WELL', 0);
    const one = await timed('MUTE', 1);
    console.log(
      `nine terminals: ${Math.round(all)} ms beside one that answers, ${Math.round(one)} ms beside one that does not`,
    );
    // One after the other, the others would wait for the connection that is tried first, and for datagrams behind it.
    expect(one).toBeLessThan(all * 3 + 4_000);
  },
  patienceMs,
);
