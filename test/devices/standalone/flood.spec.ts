import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { commands, eventCodes } from '../../../src/protocol/standalone/codes.js';
import { encodePacket } from '../../../src/protocol/standalone/packet.js';
import { encodeLivePunch } from '../../../src/protocol/standalone/realtime.js';
import { startApp, type TestApp } from '../../support/app.js';
import { TamperedLine } from './tampered-line.js';
import { own, punches, terminal } from './terminals.js';

let site: TestApp;
let line: TamperedLine | null = null;
let count = 0;

beforeAll(async () => {
  site = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
});

afterEach(async () => {
  await line?.close();
  line = null;
});

afterAll(() => site.stop());

const patient = { timeout: 60_000 };
const isInSync = async (sn: string) => (await site.admin('GET', `/devices/${sn}`)).body.sync.inSync as boolean;

/** A terminal behind a line that can be tampered with, with one person who may pass. */
async function served(options: object = {}) {
  const sn = `FLOOD${++count}`;
  const pin = `80${count}`;
  const device = await terminal({ sn });
  const tampered = (line = await TamperedLine.to(device.port));
  await site.admin('POST', '/devices', { sn, link: 'pull', host: '127.0.0.1', port: tampered.port, ...options });
  await expect.poll(async () => (await site.admin('GET', `/devices/${sn}`)).body.registeredAt, patient).not.toBeNull();
  const doorIds = ((await site.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[]).map(({ id }) => id);
  const level = await site.admin('POST', '/access-levels', { name: sn, doorIds });
  await site.admin('POST', '/persons', { pin, name: 'One', cardNo: `900${pin}`, accLevelIds: [level.body.id] });
  await expect.poll(() => isInSync(sn), patient).toBe(true);
  return { sn, pin, device, line: tampered, level: level.body.id as string };
}

const storedOf = async (sn: string) =>
  (await site.sql<{ n: number }>('SELECT count(*)::int AS n FROM event WHERE sn = $1', [sn]))[0]?.n ?? 0;

/** Punches of different seconds. */
function manyPunches(): () => Buffer {
  let at = Date.UTC(2025, 0, 1);
  return () => {
    const time = new Date((at += 1_000)).toISOString().slice(0, 19).replace('T', ' ');
    return encodePacket(
      commands.REG_EVENT,
      eventCodes.ATTLOG,
      0,
      encodeLivePunch({ userId: '77', verify: 1, state: 0, time }),
    );
  };
}

it('a terminal that reports more than can be stored still gets revocations', async () => {
  const { sn, pin, device, line, level } = await served();
  const next = manyPunches();
  const { connections } = line;
  const steady = setInterval(() => line.report(Array.from({ length: 25 }, next)), 20);
  try {
    await expect.poll(() => storedOf(sn), patient).toBeGreaterThan(100);
    await site.admin('DELETE', `/access-levels/${level}/persons/${pin}`);
    await expect.poll(() => device.data.users(), patient).toEqual([]);
    expect(line.connections).toBe(connections);
  } finally {
    clearInterval(steady);
  }
  await expect.poll(() => isInSync(sn), patient).toBe(true);
});

it('a terminal that reports as fast as it can is disconnected, and gets revocations before it is heard again', async () => {
  const { sn, pin, device, line, level } = await served();
  line.flood(manyPunches());
  await expect.poll(() => storedOf(sn), patient).toBeGreaterThan(100);
  await site.admin('DELETE', `/access-levels/${level}/persons/${pin}`);
  await expect.poll(() => device.data.users(), { timeout: 120_000 }).toEqual([]);
  line.calm();
  await expect.poll(() => isInSync(sn), patient).toBe(true);
}, 300_000);

it('a terminal with a long log gets revocations before the log is read', async () => {
  const { sn, pin, device, line, level } = await served();
  const { connections } = line;
  own(device).load(punches(20_000));
  // Not all of it is read before the revocation, however slow this machine is.
  device.faults.delayMs = 400;
  await expect.poll(() => storedOf(sn), patient).toBeGreaterThan(0);
  await site.admin('DELETE', `/access-levels/${level}/persons/${pin}`);
  await expect.poll(() => device.data.users(), patient).toEqual([]);
  expect(await storedOf(sn)).toBeLessThan(20_000);
  device.faults.delayMs = 0;
  await expect.poll(() => storedOf(sn), { timeout: 180_000 }).toBe(20_000);
  expect(line.connections).toBe(connections);
}, 300_000);
