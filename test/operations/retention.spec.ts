import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureMonthOf, ensurePartitions } from '../../src/modules/transaction/partitions.js';
import { CountFoldService } from '../../src/modules/transaction/count-fold.service.js';
import { HousekeepingService } from '../../src/operations/housekeeping.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';

const sn = '7633223440032';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/devices', { sn });
  await app.api('POST', '/api/person/add', { pin: '57', name: 'Leo', lastName: 'Hou' });
});
afterAll(() => app.stop());

/** The first of a month, so many months ago. */
function monthAgo(count: number): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1));
}
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const partitionOf = (count: number) => `event_${dayOf(monthAgo(count)).slice(0, 7).replace('-', '_')}`;

const clean = () => app.app.get(HousekeepingService).clean();
/** Everything is counted, and alarms have been looked for in it: they are by themselves. */
async function fold(): Promise<void> {
  await app.app.get(CountFoldService).fold();
  const unread = `SELECT 1 FROM feed WHERE event_time IS NOT NULL AND position > (SELECT position FROM alarm_folded) LIMIT 1`;
  await expect.poll(() => app.sql(unread), { timeout: 60_000 }).toEqual([]);
}
const get = async (path: string) => (await app.api('GET', `/api/${path}`)).body.data;
const keep = async (retention: object) => {
  const { status, body } = await app.admin('PATCH', '/settings', { retention });
  expect([status, body.detail]).toEqual([200, undefined]);
};
const events = async () =>
  (await app.admin('GET', '/retention')).body.items.find(({ what }: { what: string }) => what === 'events') as {
    bytes: number;
    months: number;
    oldest: string;
  };
const months = async () =>
  (
    await app.sql<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'event'::regclass
       AND inhrelid::regclass::text <> 'event_default' ORDER BY 1`,
    )
  ).map(({ name }) => name);

/** In, and out again, on the first of each month. */
const aYear = 14;
async function fillYear(): Promise<void> {
  for (let ago = aYear - 1; ago >= 0; ago--) {
    await app.work.run((tx) => ensureMonthOf(tx, monthAgo(ago)));
    const at = (clock: string) => ({
      eventTime: `${dayOf(monthAgo(ago))} ${clock}`,
      happenedAt: monthAgo(ago),
      logId: ago,
    });
    await storeEvents(app, { ...at('00:00:10'), inOut: 0 }, { ...at('00:00:20'), inOut: 1 });
  }
  await fold();
}

/** Totals and last pages of the vendor's lists. */
async function listed() {
  const page = async (path: string, size: number, pageNo: number) =>
    get(`v2/${path}?pageNo=${pageNo}&pageSize=${size}`);
  const all = [];
  for (const path of ['transaction/list', 'transaction/person/57', `transaction/device/${sn}`]) {
    const { total } = await page(path, 2, 1);
    const last = await page(path, 2, total / 2);
    const past = await page(path, 2, total / 2 + 1);
    all.push([path, total, last.data.map(({ eventTime }: { eventTime: string }) => eventTime), past.data]);
  }
  const { total, data } = await page('transaction/firstInAndLastOut/57', 100, 1);
  return { all, days: [total, data.length, data.at(-1).firstInTime] };
}

const expectedAt = (ago: number, n: number) => {
  const first = dayOf(monthAgo(ago));
  return {
    all: ['transaction/list', 'transaction/person/57', `transaction/device/${sn}`].map((path) => [
      path,
      2 * n,
      [`${first} 00:00:20`, `${first} 00:00:10`],
      [],
    ]),
    days: [n, n, `${first} 00:00:10`],
  };
};

describe('a year of events', () => {
  it('becomes shorter by whole months: lists and totals are right at the edge, and the size levels out', async () => {
    await fillYear();
    expect(await listed()).toEqual(expectedAt(aYear - 1, aYear));
    const before = await events();
    expect(before).toMatchObject({ months: 24, oldest: `${dayOf(monthAgo(aYear - 1))}T00:00:10.000Z` });
    await clean();
    expect((await months()).at(0)).toBe(partitionOf(aYear - 1));

    await keep({ eventMonths: 6 });
    await clean();
    expect((await months()).at(0)).toBe(partitionOf(6));
    expect(await listed()).toEqual(expectedAt(6, 7));
    const after = await events();
    expect(after).toMatchObject({ months: 6, oldest: `${dayOf(monthAgo(6))}T00:00:10.000Z` });
    expect(after.bytes).toBeLessThan(before.bytes * 0.75);
    // A month comes, a month goes.
    await app.work.run((tx) => ensurePartitions(tx, new Date()));
    const [left] = await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM event_count_by_pin');
    const kept = await months();
    await clean();
    expect(await months()).toEqual(kept);
    // In seven months, in the families acc and passed; that of persons counts one of them.
    expect(left?.n).toBe(7);
    expect(await app.sql('SELECT count(*)::int AS n, min(day) AS first FROM event_count_by_sn')).toEqual([
      { n: 2 * aYear, first: dayOf(monthAgo(aYear - 1)) },
    ]);
    expect(await app.sql('SELECT min(day) AS first FROM event_first_last')).toEqual([{ first: dayOf(monthAgo(6)) }]);
  });

  it('an event that is older than that is acknowledged, counted as expired and not stored; a wrong clock is kept', async () => {
    const old = { eventTime: `${dayOf(monthAgo(9))} 10:00:00`, happenedAt: monthAgo(9), logId: 900 };
    expect(await storeEvents(app, old, { eventTime: `${dayOf(monthAgo(0))} 00:00:30`, logId: 901 })).toEqual({
      stored: 1,
      repeated: 0,
      expired: 1,
    });
    const wrong = { eventTime: '2000-01-01 00:00:05', happenedAt: new Date('2000-01-01T00:00:05Z'), doubtful: true };
    expect(await storeEvents(app, { ...wrong, logId: 902 })).toEqual({ stored: 1, repeated: 0, expired: 0 });
    // A device that is told OK does not send it again.
    const line = `time=${old.eventTime}\tpin=57\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1\tindex=903`;
    const uploaded = await app.request('POST', `/iclock/cdata?SN=${sn}&table=rtlog`, { body: line });
    expect([uploaded.status, uploaded.text]).toEqual([200, 'OK']);
    const metrics = (await app.request('GET', '/metrics')).text;
    expect(metrics).toContain('postern_events_total{result="expired"} 2\n');
    expect(metrics).toContain('postern_events_total{result="duplicate"} 0\n');
    for (const isFolded of [false, true]) {
      if (isFolded) await fold();
      for (const path of ['transaction/list', 'transaction/person/57', `transaction/device/${sn}`]) {
        const { total } = await get(`v2/${path}?pageNo=1&pageSize=4`);
        const last = await get(`v2/${path}?pageNo=4&pageSize=4`);
        const times = last.data.map(({ eventTime }: { eventTime: string }) => eventTime);
        expect([path, total, times.length, times.at(-1)]).toEqual([path, 16, 4, '2000-01-01 00:00:05']);
      }
    }
    // It goes by when it came, and leaves the counters with it.
    await app.sql(`UPDATE event_default SET received_at = now() - interval '7 months'`);
    await clean();
    expect(await app.sql('SELECT 1 FROM event_default')).toEqual([]);
    expect((await get('v2/transaction/list?pageNo=1&pageSize=4')).total).toBe(15);
    expect(await app.sql(`SELECT 1 FROM event_count_by_sn WHERE day = '2000-01-01'`)).toEqual([]);
  });

  it('somebody who reads it delays the drop of a month, and nobody who stores events', async () => {
    const reader = new pg.Client({ connectionString: app.databaseUrl });
    await reader.connect();
    try {
      await reader.query('BEGIN');
      await reader.query(`SELECT 1 FROM ${partitionOf(6)}`);
      await reader.query('SELECT pg_sleep(0.25)');
      await keep({ eventMonths: 5 });
      const cleaned = clean();
      for (let n = 0; n < 5; n++) {
        const at = { eventTime: `${dayOf(monthAgo(0))} 00:01:0${n}`, logId: 1_000 + n };
        expect((await storeEvents(app, at)).stored).toBe(1);
      }
      await expect(app.sql('SELECT event_drop_month($1)', [dayOf(monthAgo(6))])).rejects.toThrow('are being read');
      expect((await months()).at(0)).toBe(partitionOf(6));
      await reader.query('COMMIT');
      await fold();
      await cleaned;
      await clean();
      expect((await months()).at(0)).toBe(partitionOf(5));
    } finally {
      await reader.end();
    }
  });

  it('is dropped in its order, when it is over and counted', async () => {
    const drop = (ago: number) => app.sql('SELECT event_drop_month($1) AS done', [dayOf(monthAgo(ago))]);
    await expect(drop(3)).rejects.toThrow(`${partitionOf(5)} is older and still there`);
    await expect(drop(0)).rejects.toThrow('is not over');
    expect(await drop(20)).toEqual([{ done: false }]);
    await app.work.run(async (tx) => {
      // The fold has to wait.
      await tx.query('SELECT 1 FROM event_counted FOR UPDATE');
      await storeEvents(app, { eventTime: `${dayOf(monthAgo(5))} 12:00:00`, logId: 2_000 });
      await expect(drop(5)).rejects.toThrow('are not counted yet');
    });
    await fold();
    expect(await drop(5)).toEqual([{ done: true }]);
    // Nor does it come back.
    await app.work.run((tx) => ensureMonthOf(tx, monthAgo(5)));
    expect((await months()).at(0)).toBe(partitionOf(4));
    expect((await app.admin('GET', '/retention')).body.horizon).toBe(`${dayOf(monthAgo(4))} 00:00:00`);
  });
});
