import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands, eventCodes } from '../../../src/protocol/standalone/codes.js';
import { encodeLivePunch } from '../../../src/protocol/standalone/realtime.js';
import { ok } from '../../../src/tools/simulator/standalone/answers.js';
import { startApp, type TestApp } from '../../support/app.js';
import { own, person, punches, terminal } from './terminals.js';

let site: TestApp;
let count = 0;

beforeAll(async () => {
  site = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
});

afterAll(() => site.stop());

const shown = async (sn: string) => (await site.admin('GET', `/devices/${sn}`)).body;

/** A terminal, and its serial number once the gateway has called it. */
async function called(
  transport: string,
  prepare: (device: Awaited<ReturnType<typeof terminal>>) => void = () => undefined,
) {
  const sn = `GARBAGE${++count}`;
  const device = await terminal({ sn });
  prepare(device);
  await site.admin('POST', '/devices', { sn, link: 'pull', host: '127.0.0.1', port: device.port, transport });
  await expect.poll(async () => (await shown(sn)).registeredAt).not.toBeNull();
  return { sn, device };
}

const nameIn = (data: Buffer) => data.toString().replace(/\0.*$/s, '');

describe.each(['tcp', 'udp'])('a terminal that sends nonsense over %s', (transport) => {
  it('in its options is served, and what is kept of them can be shown', async () => {
    const values: Readonly<Record<string, Buffer>> = {
      '~DeviceName': Buffer.from('K14\u0001\u001b[31m\0hidden'),
      MAC: Buffer.alloc(40_000, 0x78),
      '~Platform': Buffer.from('fffe01', 'hex'),
      '~PIN2Width': Buffer.from('-9e99'),
    };
    const { sn } = await called(transport, (device) => {
      device.data.setUser(person(1));
      own(device).load(punches(20));
      device.faults.instead = {
        [commands.OPTIONS_RRQ]: (data) => {
          const value = values[nameIn(data)];
          return value ? ok(Buffer.concat([Buffer.from(`${nameIn(data)}=`), value])) : null;
        },
        [commands.GET_VERSION]: () => ok(Buffer.alloc(30_000, 0xc3)),
      };
    });
    const stored = async () => (await site.admin('GET', `/events?sn=${sn}&limit=100`)).body.items.length as number;
    await expect.poll(stored).toBe(20);
    expect((await shown(sn)).type).toBe('K14[31m');
    const [{ options }] = (await site.sql('SELECT options FROM device WHERE sn = $1', [sn])) as [
      { options: Record<string, string> },
    ];
    expect(Math.max(...Object.values(options).map((value) => value.length))).toBe(250);
    expect(options).toMatchObject({ Platform: '\ufffd\ufffd', MAC: 'x'.repeat(250) });
  });

  it('in its counter, with a clock far ahead, loses none of its log: the punches are stored', async () => {
    const ahead = punches(30).map((punch, at) => ({ ...punch, time: `2087-03-0${1 + (at % 9)} 08:00:0${at % 10}` }));
    const { sn } = await called(transport, (device) => {
      own(device).load(ahead);
      device.faults.instead = { [commands.GET_FREE_SIZES]: () => ok(Buffer.alloc(92)) };
    });
    const stored = () =>
      site.sql<{ n: number }>(`SELECT count(*)::int AS n FROM event WHERE sn = $1 AND event_time >= '2087-01-01'`, [
        sn,
      ]);
    await expect
      .poll(stored, { timeout: 60_000 })
      .toEqual([{ n: new Set(ahead.map(({ userId, time }) => `${userId} ${time}`)).size }]);
    expect(await site.sql('SELECT 1 FROM quarantine WHERE sn = $1', [sn])).toEqual([]);
  });

  it('in its counter, with a log that nobody can read, loses none of it: it is kept whole', async () => {
    const odd = punches(600).map((punch, at) => ({ ...punch, userId: `\u0001\u0002${at}` }));
    const { sn } = await called(transport, (device) => {
      own(device).load(odd);
      device.faults.instead = { [commands.GET_FREE_SIZES]: () => ok(Buffer.alloc(92)) };
    });
    const kept = () =>
      site.sql('SELECT path, reason, sum(length(body))::int AS bytes FROM quarantine WHERE sn = $1 GROUP BY 1, 2', [
        sn,
      ]);
    await expect
      .poll(kept, { timeout: 60_000 })
      .toEqual([{ path: '4370/log?', reason: 'a log of punches whose layout is not known', bytes: 600 * 40 }]);
    const alerts = async () => JSON.stringify((await shown(sn)).alerts);
    await expect.poll(alerts, { timeout: 60_000 }).toContain('it is in quarantine');
  });

  it('in its punches loses none: what cannot be read is kept, and a time that cannot be right is stored', async () => {
    const { sn, device } = await called(transport);
    await expect.poll(() => device.seen.commands.get(commands.REG_EVENT) ?? 0).toBeGreaterThan(0);
    const tell = (data: Buffer) => device.tell(eventCodes.ATTLOG, data);
    const noTime = encodeLivePunch({ userId: '5', verify: 1, state: 0, time: null });
    noTime[27] = 99;
    const tellAll = () => {
      tell(Buffer.alloc(0));
      tell(Buffer.alloc(77, 3));
      tell(noTime);
      tell(encodeLivePunch({ userId: '6', verify: 255, state: 255, time: '2099-01-01 00:00:00' }));
      tell(encodeLivePunch({ userId: 'x'.repeat(24), verify: 1, state: 0, time: '2000-01-01 00:00:00' }));
    };
    const kept = () => site.sql('SELECT DISTINCT path, reason FROM quarantine WHERE sn = $1 ORDER BY path', [sn]);
    const stored = () => site.sql('SELECT pin, event_time FROM event WHERE sn = $1 ORDER BY event_time', [sn]);
    let looks = 0;
    const onceTold = async () => {
      // A busy gateway may give up a connection by datagrams: what was told over it was told to nobody.
      if (looks++ % 100 === 0) tellAll();
      return { kept: await kept(), stored: await stored() };
    };
    await expect.poll(onceTold).toEqual({
      kept: [
        { path: '4370/attendance?', reason: 'unreadable transaction rows: no real time: "unreadable"' },
        { path: '4370/event?', reason: 'a punch of a form that is not known' },
      ],
      stored: [
        { pin: 'x'.repeat(24), event_time: '2000-01-01 00:00:00' },
        { pin: '6', event_time: '2099-01-01 00:00:00' },
      ],
    });
    await expect.poll(async () => (await shown(sn)).pull).toMatchObject({ fault: null });
  });
});
