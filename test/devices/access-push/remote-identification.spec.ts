import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { startApp, type TestApp } from '../../support/app.js';
import { brief, RawDevice, registryCode } from '../../support/raw-device.js';
import { fromFeed } from '../../support/feed.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const everyDay = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '23:59']]]),
);

/** The second of a swipe: a row of its own each time. */
let second = 0;
const row = (more: string, door = 1) => {
  second++;
  const time = `2026-03-02 08:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
  return `time=${time}\t${more}\taddrtype=2\teventaddr=${door}\tevent=223\tinoutstatus=0\tverifytype=4`;
};

const ask = async (device: RawDevice, line: string) => {
  const answer = await device.post('/iclock/cdata?AuthType=device', `${line}\r\n`);
  expect(answer.status).toBe(200);
  return answer.text;
};

const opened = (line: string, control = '01010105') => `AUTH=SUCCESS\r\n${line}\r\nCONTROL DEVICE ${control}\r\n`;
const refused = (line: string, tips = 'No access') => `AUTH=FAILED\r\n${line}\r\n\r\nTIPS=${tips}`;

const registered = async (sn: string, doors = 2) => {
  await app.admin('POST', '/devices', { sn, remoteIdentification: true });
  const device = new RawDevice(app, sn);
  await registryCode(device, `DeviceType=acc,LockCount=${doors},ReaderCount=${2 * doors},AutoServerFunOn=1`);
  return device;
};

const doorIds = async (sn: string): Promise<string[]> => {
  const { items } = (await app.admin('GET', `/doors?sn=${sn}`)).body as { items: { id: string; number: number }[] };
  return items.sort((a, b) => a.number - b.number).map(({ id }) => id);
};

const level = async (name: string, doors: string[], timeZoneId?: number) =>
  (await app.admin('POST', '/access-levels', { name, doorIds: doors, ...(timeZoneId ? { timeZoneId } : {}) })).body
    .id as string;

const person = async (pin: string, facts: object, levelIds: string[]) => {
  const answer = await app.api('POST', '/api/person/add', {
    pin,
    name: `P${pin}`,
    accLevelIds: levelIds.join(','),
    ...facts,
  });
  expect(answer.body).toMatchObject({ code: 0 });
};

const decisions = async (sn: string) =>
  ((await app.admin('GET', `/devices/${sn}/identifications`)).body.items as Record<string, unknown>[]).map(
    ({ pin, cardNo, result, reason, times }) => [pin, cardNo, result, reason, times],
  );

// covers requests: POST cdata AuthType=device
describe('a device that asks who may pass', () => {
  let device: RawDevice;
  let doors: string[];
  let front: string;

  beforeAll(async () => {
    device = await registered('ASK-1');
    doors = await doorIds('ASK-1');
    front = await level('Ask front', [doors[0] ?? '']);
    await person('7', { cardNo: '123456789' }, [front]);
  });

  it('is answered the result, the row and the command for the door of the row', async () => {
    const byCard = row('pin=0\tcardno=123456789');
    expect(await ask(device, byCard)).toBe(opened(byCard));
    const byPin = row('pin=7\tcardno=0');
    expect(await ask(device, byPin)).toBe(opened(byPin));
    const noLevel = row('pin=7\tcardno=0', 2);
    expect(await ask(device, noLevel)).toBe(refused(noLevel));
    const stranger = row('pin=0\tcardno=987654321');
    expect(await ask(device, stranger)).toBe(refused(stranger));
    expect((await decisions('ASK-1')).slice(0, 4)).toEqual([
      ['', '987654321', 'FAILED', 'unknownCard', 1],
      ['7', '', 'FAILED', 'noLevel', 1],
      ['7', '', 'SUCCESS', 'granted', 1],
      ['7', '123456789', 'SUCCESS', 'granted', 1],
    ]);
    const feed = await fromFeed(app, `SELECT sn FROM feed WHERE kind = 'identification' AND sn = 'ASK-1'`);
    expect(feed).toHaveLength(4);
    // The request is only a question: the event comes by itself, and the queue has no command for it.
    expect(await app.sql(`SELECT 1 FROM event WHERE sn = 'ASK-1'`)).toEqual([]);
    expect(await app.sql(`SELECT 1 FROM command WHERE sn = 'ASK-1' AND type = 'openDoor'`)).toEqual([]);
  });

  it('the event that it uploads later is stored like any other', async () => {
    await device.events('time=2026-03-02 08:31:00\tpin=7\tcardno=0\teventaddr=1\tevent=222\tinoutstatus=0\tindex=77');
    const { items } = (await app.admin('GET', '/events?sn=ASK-1')).body as { items: Record<string, unknown>[] };
    expect(items.map(({ eventNo, pin, doorId }) => [eventNo, pin, doorId])).toEqual([[222, '7', doors[0]]]);
  });

  it('the same question again gets a new answer, and is one row', async () => {
    const line = row('pin=7\tcardno=0');
    expect(await ask(device, line)).toBe(opened(line));
    expect(await ask(device, line)).toBe(opened(line));
    await app.api('POST', `/api/accLevel/deleteLevel?pin=7&levelIds=${front}`);
    expect(await ask(device, line)).toBe(refused(line));
    await app.admin('PUT', `/access-levels/${front}/persons/7`);
    expect(await ask(device, line)).toBe(opened(line));
    expect((await decisions('ASK-1')).slice(0, 2)).toEqual([
      ['7', '', 'FAILED', 'noLevel', 1],
      ['7', '', 'SUCCESS', 'granted', 3],
    ]);
  });

  it('by a reader means the door of the reader; by itself its only door; by inputs and outputs none', async () => {
    const at = async (kind: number, address: number, asked = device) => {
      const line = row('pin=7\tcardno=0', address).replace('addrtype=2', `addrtype=${kind}`);
      return (await ask(asked, line)).split('\r\n').filter((text) => /^(?:AUTH|CONTROL)/.test(text));
    };
    const yes = ['AUTH=SUCCESS', 'CONTROL DEVICE 01010105'];
    expect(await at(3, 1)).toEqual(yes);
    expect(await at(3, 2)).toEqual(yes);
    // Readers 3 and 4 belong to door 2.
    expect(await at(3, 3)).toEqual(['AUTH=FAILED']);
    for (const kind of [1, 4, 5, 0, 9]) expect([kind, await at(kind, 1)]).toEqual([kind, ['AUTH=FAILED']]);
    const single = await registered('ASK-ONE', 1);
    const only = await level('Ask one', await doorIds('ASK-ONE'));
    await app.admin('PUT', `/access-levels/${only}/persons/7`);
    expect(await at(1, 0, single)).toEqual(yes);
    expect(await at(2, 2, single)).toEqual(['AUTH=FAILED']);
  });

  it('opens as long as the door is set to, longer for who needs it', async () => {
    const id = doors[0] ?? '';
    await app.admin('PATCH', `/doors/${id}`, { settings: { DoorDrivertime: 9, ExtDoorDelayDrivertime: 11 } });
    const line = row('pin=7\tcardno=0');
    expect(await ask(device, line)).toBe(opened(line, '01010109'));
    await app.admin('PATCH', '/persons/7', { extendedPass: true });
    const longer = row('pin=7\tcardno=0');
    expect(await ask(device, longer)).toBe(opened(longer, '01010114'));
    await app.admin('PATCH', '/persons/7', { extendedPass: false });
    await app.admin('PATCH', `/doors/${id}`, { settings: { DoorDrivertime: null, ExtDoorDelayDrivertime: null } });
  });

  it('says SUCCEED where its firmware wants to hear that', async () => {
    await app.admin('PATCH', '/devices/ASK-1', { quirks: { authSucceed: true } });
    await expect
      .poll(() => ask(device, row('pin=7\tcardno=0')))
      .toMatch(/^AUTH=SUCCEED\r\ntime=.*\r\nCONTROL DEVICE 01010105\r\n$/);
    await app.admin('PATCH', '/devices/ASK-1', { quirks: { authSucceed: null } });
  });

  it('is refused for who is disabled, lost the card, left, is not valid, or is outside of the zone', async () => {
    const card = 'pin=0\tcardno=555';
    const verdict = async () => (await ask(device, row(card))).split('\r\n');
    await person('8', { cardNo: '555' }, [front]);
    expect((await verdict())[0]).toBe('AUTH=SUCCESS');
    await app.admin('POST', '/cards/555/lost');
    expect(await verdict()).toMatchObject(['AUTH=FAILED', expect.anything(), '', 'TIPS=Card reported lost']);
    await app.admin('POST', '/cards/555/found');
    expect((await verdict())[0]).toBe('AUTH=SUCCESS');
    for (const [facts, tips] of [
      [{ isDisabled: true }, 'TIPS=No access'],
      [{ accStartTime: '2199-01-01 00:00:00' }, 'TIPS=Not valid yet'],
      [{ accStartTime: '2001-01-01 00:00:00', accEndTime: '2001-01-02 00:00:00' }, 'TIPS=Expired'],
    ] as const) {
      await app.sql(`UPDATE person SET is_disabled = $1, acc_start_time = $2, acc_end_time = $3 WHERE pin = '8'`, [
        'isDisabled' in facts,
        'accStartTime' in facts ? facts.accStartTime : null,
        'accEndTime' in facts ? facts.accEndTime : null,
      ]);
      expect(await verdict()).toMatchObject(['AUTH=FAILED', expect.anything(), '', tips]);
    }
    await app.sql(`UPDATE person SET is_disabled = false, acc_start_time = NULL, acc_end_time = NULL WHERE pin = '8'`);
    expect((await verdict())[0]).toBe('AUTH=SUCCESS');

    const { id } = (await app.admin('POST', '/time-zones', { name: 'Ask holidays', periods: everyDay })).body as {
      id: number;
    };
    await app.admin('PATCH', `/access-levels/${front}`, { timeZoneId: id });
    expect((await verdict())[0]).toBe('AUTH=SUCCESS');
    // It is about this day, which should not end meanwhile.
    const clock = () =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Madrid', dateStyle: 'short', timeStyle: 'short' }).format();
    await expect.poll(clock, { timeout: 120_000 }).not.toMatch(/ 23:59$/);
    const today = clock().slice(0, 10);
    const holiday = await app.admin('POST', '/holidays', { name: 'Today', date: today, type: 1 });
    expect(await verdict()).toMatchObject(['AUTH=FAILED', expect.anything(), '', 'TIPS=Not at this time']);
    await app.admin('DELETE', `/holidays/${(holiday.body as { id: string }).id}`);
    await app.admin('PATCH', `/access-levels/${front}`, { timeZoneId: 1 });
    expect((await verdict())[0]).toBe('AUTH=SUCCESS');
    const leave = await app.api('POST', '/api/person/leave', { pin: '8', leaveDate: today, leaveType: '1' });
    expect(leave.body).toMatchObject({ code: 0 });
    expect((await verdict())[0]).toBe('AUTH=FAILED');
  });

  it('is refused at a door that was locked down, until its release has been confirmed', async () => {
    const seen = async () => (await ask(device, row('pin=7\tcardno=0'))).split('\r\n').slice(2);
    const lock = (locked: boolean, status: string) =>
      app
        .admin('POST', '/devices/ASK-1/commands', { type: 'lockDoor', door: 1, locked })
        .then(({ body }) =>
          app.sql(`UPDATE command SET status = $2, finished_at = now() WHERE id = $1`, [body.id, status]),
        );
    await app.sql(`UPDATE device SET options = options || '{"AccSupportFunList": "0010"}' WHERE sn = 'ASK-1'`);
    await app.sql(`UPDATE device SET online = true WHERE sn = 'ASK-1'`);
    await lock(true, 'expired');
    expect(await seen()).toEqual(['CONTROL DEVICE 01010105', '']);
    await lock(true, 'unanswered');
    expect(await seen()).toEqual(['', 'TIPS=Door locked']);
    await lock(false, 'unanswered');
    expect(await seen()).toEqual(['', 'TIPS=Door locked']);
    await lock(false, 'done');
    expect(await seen()).toEqual(['CONTROL DEVICE 01010105', '']);
  });

  it('is refused at a door that opens for several together', async () => {
    const group = (await app.admin('POST', '/person-groups', { name: 'Ask guards', pins: ['7'] })).body as {
      id: string;
    };
    const rule = await app.admin('POST', '/multi-card-rules', {
      doorId: doors[0],
      groups: [{ groupId: group.id, count: 2 }],
    });
    expect(rule.status).toBe(201);
    const line = row('pin=7\tcardno=0');
    expect(await ask(device, line)).toBe(refused(line));
    expect((await decisions('ASK-1'))[0]).toEqual(['7', '', 'FAILED', 'needsOthers', 1]);
    await app.admin('DELETE', `/multi-card-rules/${(rule.body as { id: string }).id}`);
  });
});

describe('what cannot be answered', () => {
  it.each(['', 'x', 'pin=7\tcardno=0', 'time=2026-02-30 00:00:00\tpin=7\tevent=1'])(
    '%j is answered with no',
    async (body) => {
      await app.admin('POST', '/devices', { sn: 'BAD-1', remoteIdentification: true });
      const device = new RawDevice(app, 'BAD-1');
      const answer = await brief(device.post('/iclock/cdata?AuthType=device', body));
      expect(answer).toEqual([200, `AUTH=FAILED\r\n${body}\r\n\r\n`]);
    },
  );

  it('is a no while the device is not allowed to ask; the operator is told once', async () => {
    await app.admin('POST', '/devices', { sn: 'OFF-1' });
    const device = new RawDevice(app, 'OFF-1');
    for (let n = 0; n < 3; n++) {
      const line = row('pin=7\tcardno=0');
      expect(await ask(device, line)).toBe(refused(line, 'Remote identification is off'));
    }
    const { body } = await app.admin('GET', '/devices/OFF-1');
    expect(body.remoteIdentification).toBe(false);
    expect(body.alerts.map(({ code }: { code: string }) => code)).toEqual(['remoteIdentification']);
    expect((await decisions('OFF-1')).map(([, , result, reason]) => [result, reason])).toEqual(
      Array.from({ length: 3 }, () => ['FAILED', 'switchedOff']),
    );
  });

  it('is TIMEOUT while the database is away, and nothing opens', async () => {
    const device = await registered('AWAY-ASK', 1);
    const own = await level('Away', await doorIds('AWAY-ASK'));
    await app.admin('PUT', `/access-levels/${own}/persons/7`);
    const before = row('pin=7\tcardno=0');
    expect(await ask(device, before)).toBe(opened(before));
    const directory = app.app.get(DeviceCache, { strict: false });
    const line = row('pin=7\tcardno=0');
    // The directory looks again once a second.
    await expect
      .poll(async () => {
        directory.databaseAway = true;
        return brief(device.post('/iclock/cdata?AuthType=device', line));
      })
      .toEqual([200, `AUTH=TIMEOUT\r\n${line}\r\n\r\n`]);
    await expect.poll(() => ask(device, line)).toBe(opened(line));
  });

  it('is TIMEOUT if the decision takes too long, and this is what is stored', async () => {
    const device = await registered('SLOW-ASK', 1);
    const own = await level('Slow', await doorIds('SLOW-ASK'));
    await app.admin('PUT', `/access-levels/${own}/persons/7`);
    const line = row('pin=7\tcardno=0');
    const held = app.work.run(async (tx) => {
      await tx.query('LOCK TABLE holiday IN ACCESS EXCLUSIVE MODE');
      const since = Date.now();
      expect(await ask(device, line)).toBe(`AUTH=TIMEOUT\r\n${line}\r\n\r\n`);
      // Devices wait ten seconds for the answer.
      expect(Date.now() - since).toBeLessThan(9_000);
    });
    await held;
    await expect.poll(() => decisions('SLOW-ASK')).toEqual([['7', '', 'TIMEOUT', 'noAnswer', 1]]);
  });
});

describe('switching it on and off', () => {
  it('tells the device, once it is there, and takes it back', async () => {
    await app.admin('POST', '/devices', { sn: 'SWITCH-1' });
    const device = new RawDevice(app, 'SWITCH-1');
    await registryCode(device, 'DeviceType=acc,LockCount=1,AutoServerFunOn=0');
    const drained = async () => {
      const texts: string[] = [];
      for (;;) {
        const text = await device.poll();
        if (text === 'OK') return texts;
        texts.push(text.replace(/^C:\d+:/, ''));
        await device.result(`ID=${/\d+/.exec(text)?.[0] ?? ''}&Return=0&CMD=SET OPTIONS`);
      }
    };
    const told: string[] = [];
    const isTold = async (text: string) => {
      told.push(...(await drained()));
      return told.includes(text);
    };
    expect((await app.admin('PATCH', '/devices/SWITCH-1', { remoteIdentification: true })).body).toMatchObject({
      remoteIdentification: true,
    });
    await expect.poll(() => isTold('SET OPTIONS AutoServerFunOn=1,AutoServerMode=1')).toBe(true);
    await app.admin('PATCH', '/devices/SWITCH-1', { remoteIdentification: false });
    await expect.poll(() => isTold('SET OPTIONS AutoServerFunOn=0,AutoServerMode=0')).toBe(true);
  });

  it('is refused for a device that does not know of it', async () => {
    await app.admin('POST', '/devices', { sn: 'SWITCH-2' });
    await registryCode(new RawDevice(app, 'SWITCH-2'), 'DeviceType=acc,LockCount=1');
    const answer = await app.admin('PATCH', '/devices/SWITCH-2', { remoteIdentification: true });
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('AutoServerFunOn');
  });
});

it('a person of its area passes every door of an attendance terminal, and of no other device', async () => {
  const clock = await registered('ASK-ATT', 1);
  const door = await registered('ASK-ACC', 1);
  await person('88', { cardNo: '88088' }, []);
  expect((await app.admin('PATCH', '/devices/ASK-ATT', { module: 'att' })).status).toBe(200);
  const byCard = () => row('pin=0\tcardno=88088');
  const before = byCard();
  expect(await ask(clock, before)).toBe(refused(before));
  expect((await app.admin('PUT', '/attendance/areas/1/persons/88')).status).toBe(204);
  const [here, there] = [byCard(), byCard()];
  expect([await ask(clock, here), await ask(door, there)]).toEqual([opened(here), refused(there)]);
});
