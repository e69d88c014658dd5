import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { forgetEvents, storeEvents } from '../../support/events.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/person/add', { pin: '147', name: 'Ana', lastName: 'Hou' });
  await app.api('POST', '/api/person/add', { pin: '50' });
});
afterAll(() => app.stop());
beforeEach(() => forgetEvents(app));

const get = async (path: string) => (await app.api('GET', `/api/${path}`)).body;
const sides = { in: 0, out: 1, none: 2 } as const;
type Side = keyof typeof sides;

let logId = 0;
const at = (eventTime: string, side: Side, fields: object = {}) => ({
  eventTime,
  logId: ++logId,
  inOut: sides[side],
  pin: '147',
  readerName: `183-1-${side}`,
  ...fields,
});
const day = '2020-09-03';
const id = expect.stringMatching(/^[0-9a-f]{32}$/);

/** For every day: the first reader and time, and the last reader and time. */
const days = async (pin = '147', query = '') => {
  const { data } = await get(`v2/transaction/firstInAndLastOut/${pin}?${query}`);
  return data.data.map((row: Record<string, string | null>) => [
    row.readerNameIn,
    row.firstInTime?.slice(8),
    row.readerNameOut,
    row.lastOutTime?.slice(8) ?? null,
  ]);
};

it('looks as the manual prints it, in every form of the call', async () => {
  await storeEvents(app, at(`${day} 13:48:07`, 'in'), at(`${day} 18:00:00`, 'out'));
  const row = {
    id,
    pin: '147',
    name: 'Ana',
    lastName: 'Hou',
    readerNameIn: '183-1-in',
    firstInTime: '2020-09-03 13:48:07',
    readerNameOut: '183-1-out',
    lastOutTime: '2020-09-03 18:00:00',
    deptCode: '1',
    deptName: 'Department Name',
  };
  for (const path of ['transaction/firstInAndLastOut/147', 'transaction/firstInAndLastOut?pin=147']) {
    expect(await get(path)).toEqual({ code: 0, message: 'success', data: [row] });
  }
  for (const path of [
    'v2/transaction/firstInAndLastOut/147',
    'v2/transaction/firstInAndLastOut?pin=147',
    'v3/transaction/firstInAndLastOut?pin=147',
    'v3/transaction/firstInAndLastOut/147',
  ]) {
    expect(await get(path)).toEqual({
      code: 0,
      message: 'success',
      data: { page: 0, size: 1000, total: 1, data: [row], offset: 0, lastPage: true },
    });
  }
});

describe('first and last of a day', () => {
  it.each<[what: string, events: [time: string, side: Side][], shown: unknown[]]>([
    [
      'in and out several times',
      [
        ['08:00:00', 'in'],
        ['12:00:00', 'out'],
        ['13:00:00', 'in'],
        ['17:00:00', 'out'],
      ],
      ['183-1-in', '03 08:00:00', '183-1-out', '03 17:00:00'],
    ],
    [
      'gone, back and still in: the last way out counts',
      [
        ['08:00:00', 'in'],
        ['12:00:00', 'out'],
        ['13:00:00', 'in'],
      ],
      ['183-1-in', '03 08:00:00', '183-1-out', '03 12:00:00'],
    ],
    [
      'in twice and never out',
      [
        ['08:00:00', 'in'],
        ['13:00:00', 'in'],
      ],
      ['183-1-in', '03 08:00:00', null, null],
    ],
    ["once at a reader out, as the manual's sample", [['13:48:07', 'out']], ['183-1-out', '03 13:48:07', null, null]],
    [
      "twice at a reader out, as the manual's sample",
      [
        ['00:05:58', 'out'],
        ['03:11:52', 'out'],
      ],
      ['183-1-out', '03 00:05:58', '183-1-out', '03 03:11:52'],
    ],
    [
      'a night: out in the morning, in at night',
      [
        ['06:00:00', 'out'],
        ['22:00:00', 'in'],
      ],
      ['183-1-in', '03 22:00:00', '183-1-out', '03 06:00:00'],
    ],
    [
      'readers without a direction',
      [
        ['08:00:00', 'none'],
        ['12:00:00', 'none'],
        ['17:00:00', 'none'],
      ],
      ['183-1-none', '03 08:00:00', '183-1-none', '03 17:00:00'],
    ],
    ['one passage without a direction', [['08:00:00', 'none']], ['183-1-none', '03 08:00:00', null, null]],
    [
      'who was seen going in is in, whatever doors inside say',
      [
        ['08:00:00', 'in'],
        ['12:00:00', 'none'],
      ],
      ['183-1-in', '03 08:00:00', null, null],
    ],
  ])('%s', async (_what, events, shown) => {
    for (const [time, side] of events) await storeEvents(app, at(`${day} ${time}`, side));
    expect(await days()).toEqual([shown]);
    await app.sql('SELECT fold_event_counts(1000)');
    expect(await days()).toEqual([shown]);
  });

  it('only passages count: refusals, remote openings and events of nobody do not', async () => {
    await storeEvents(
      app,
      at(`${day} 07:00:00`, 'in', { eventNo: 23 }),
      at(`${day} 07:30:00`, 'in', { eventNo: 27, pin: '' }),
      at(`${day} 08:00:00`, 'in', { eventNo: 1 }),
      at(`${day} 19:00:00`, 'out', { eventNo: 203 }),
      at(`${day} 20:00:00`, 'out', { eventNo: 8 }),
      at(`${day} 21:00:00`, 'out', { eventNo: 24 }),
      at(`${day} 22:00:00`, 'out', { module: 'psg' }),
    );
    expect(await days()).toEqual([['183-1-in', '03 08:00:00', '183-1-out', '03 19:00:00']]);
  });
});

describe('attendance terminals', () => {
  it('count as doors do, folded or not', async () => {
    await storeEvents(
      app,
      at(`${day} 07:55:00`, 'in', { module: 'att', sn: 'CLOCK', readerName: 'clock' }),
      at(`${day} 07:40:00`, 'in', { module: 'att', sn: 'CLOCK', eventNo: 27 }),
      at(`${day} 08:00:00`, 'in'),
      at(`${day} 17:00:00`, 'out'),
      at(`${day} 17:05:00`, 'out', { module: 'att', sn: 'CLOCK', readerName: 'clock' }),
    );
    for (let round = 0; round < 2; round++) {
      expect(await days()).toEqual([['clock', '03 07:55:00', 'clock', '03 17:05:00']]);
      await app.sql('SELECT fold_event_counts(1000)');
    }
  });

  it('that speak Attendance PUSH, by the state of the punch', async () => {
    await app.admin('POST', '/devices', { sn: 'ATT9', module: 'att' });
    await app.request('GET', '/iclock/cdata?SN=ATT9&options=all&pushver=2.4.1&language=83');
    const body = '50\t2020-09-05 08:01:00\t0\t1\t0\t0\t0\n50\t2020-09-05 17:02:00\t1\t1\t0\t0\t0\n';
    const { text } = await app.request('POST', '/iclock/cdata?SN=ATT9&table=ATTLOG&Stamp=1', { body });
    expect(text).toBe('OK: 2');
    expect(await days('50')).toEqual([['Other', '05 08:01:00', 'Other', '05 17:02:00']]);
    expect((await get('transaction/listAttTransaction?personPin=50')).data).toHaveLength(2);
  });
});

describe('is right at once', () => {
  it('when older and newer events come late, in any order, folded or not', async () => {
    await storeEvents(app, at(`${day} 09:00:00`, 'in'), at(`${day} 15:00:00`, 'out'));
    await app.sql('SELECT fold_event_counts(1000)');
    const [before] = (await get('transaction/firstInAndLastOut/147')).data;
    await storeEvents(app, at(`${day} 16:00:00`, 'out'), at(`${day} 08:00:00`, 'in'), at(`${day} 10:00:00`, 'in'));
    expect(await days()).toEqual([['183-1-in', '03 08:00:00', '183-1-out', '03 16:00:00']]);
    await app.sql('SELECT fold_event_counts(1000)');
    expect(await days()).toEqual([['183-1-in', '03 08:00:00', '183-1-out', '03 16:00:00']]);
    await storeEvents(app, at(`${day} 07:59:59`, 'in', { readerName: 'late' }));
    await app.sql('SELECT fold_event_counts(1000)');
    expect(await days()).toEqual([['late', '03 07:59:59', '183-1-out', '03 16:00:00']]);
    // A client that stores rows by their id finds the day again.
    expect((await get('transaction/firstInAndLastOut/147')).data[0].id).toBe(before.id);
  });

  it('when a device uploads twice', async () => {
    await app.admin('POST', '/devices', { sn: 'FILO' });
    const body = [
      'time=2020-09-04 08:00:00\tpin=50\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1\tindex=1',
      'time=2020-09-04 17:00:00\tpin=50\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=1\tverifytype=1\tindex=2',
    ].join('\n');
    for (let round = 0; round < 2; round++) {
      expect((await app.request('POST', '/iclock/cdata?SN=FILO&table=rtlog', { body })).text).toBe('OK');
      expect(await days('50')).toEqual([['Other', '04 08:00:00', 'Other', '04 17:00:00']]);
    }
  });

  it('has the same result as reading all events, for many of them in a random order', async () => {
    const random = Array.from({ length: 300 }, (_, n) => {
      const minutes = (n * 7919) % (3 * 24 * 60);
      const time = new Date(Date.UTC(2020, 8, 1) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
      return at(time, (['in', 'out', 'none'] as const)[Math.floor(n / 7) % 3] ?? 'in');
    });
    for (let begin = 0; begin < random.length; begin += 50) {
      await storeEvents(app, ...random.slice(begin, begin + 50));
      if (begin % 100 === 0) await app.sql('SELECT fold_event_counts(1000)');
    }
    const expected = ['2020-09-03', '2020-09-02', '2020-09-01'].map((date) => {
      const of = (side: number) =>
        random.filter(({ eventTime, inOut }) => eventTime.startsWith(date) && inOut === side).map((e) => e.eventTime);
      return ['183-1-in', of(0).sort()[0]?.slice(8), '183-1-out', of(1).sort().at(-1)?.slice(8)];
    });
    expect(await days()).toEqual(expected);
  });
});

describe('lists', () => {
  beforeEach(() =>
    storeEvents(
      app,
      ...['2020-09-01', '2020-09-02', '2020-09-03'].flatMap((date) => [
        at(`${date} 08:00:00`, 'in'),
        at(`${date} 17:00:00`, 'out'),
      ]),
    ),
  );

  it.each<[string, string[], number]>([
    ['', ['03', '02', '01'], 3],
    ['pageNo=1&pageSize=2', ['03', '02'], 3],
    ['pageNo=2&pageSize=2', ['01'], 3],
    ['pageNo=9&pageSize=2', [], 3],
    ['startDate=2020-09-02', ['03', '02'], 2],
    ['endDate=2020-09-02', ['02', '01'], 2],
    ['startDate=2020-09-02&endDate=2020-09-02', ['02'], 1],
    ['startDate=2020-09-02 08:00:00&endDate=2020-09-02 08:00:00', ['02'], 1],
    ['startDate=2020-09-02 08:00:01&endDate=2020-09-03 07:59:59', [], 0],
    ['startDate=&endDate=', ['03', '02', '01'], 3],
  ])('newest first: %s', async (query, expected, total) => {
    const { data } = await get(`v2/transaction/firstInAndLastOut/147?${query}`);
    expect(data.data.map((row: { firstInTime: string }) => row.firstInTime.slice(8, 10))).toEqual(expected);
    expect(data.total).toBe(total);
  });

  it('of unknown people are empty', async () => {
    expect(await get('transaction/firstInAndLastOut/99')).toEqual({ code: 0, message: 'success', data: [] });
  });

  it.each([
    ['startDate=soon', -100],
    ['startDate=2024-05-02&endDate=2024-05-01', -101],
    ['pageNo=0', -90],
    ['pageSize=1001', -91],
    ['pin=', -20],
  ])('%s answers %i', async (query, code) => {
    const where = query === 'pin=' ? '' : 'pin=147&';
    for (const version of ['', 'v2/', 'v3/']) {
      expect((await get(`${version}transaction/firstInAndLastOut?${where}${query}`)).code).toBe(code);
    }
  });
});
