import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HousekeepingService } from '../../src/operations/housekeeping.service.js';
import { leftovers } from '../../src/operations/retention/leftovers.js';
import { retention, retentionSettings } from '../../src/operations/retention/retention.js';
import { startApp, type TestApp } from '../support/app.js';
import { keptTables } from './kept-tables.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const clean = () => app.app.get(HousekeepingService).clean();

/** A row of a certain age ($1, an interval), which it tells. */
const rows: Readonly<Record<string, { readonly insert: string; readonly younger: string; readonly older: string }>> = {
  command: {
    insert: `(sn, type, kind, lane, once, origin, meant, status, finished_at)
      VALUES ('K', 'restart', 'control', 1, true, 'test', '', $1, now() - $1::interval)`,
    ...{ younger: '89 days', older: '91 days' },
  },
  identification: {
    insert: `(at, sn, device_time, pin, card_no, door_name, result, reason, line_hash)
      VALUES (now() - $1::interval, 'K', '', '', '', '', '', '', $1)`,
    ...{ younger: '89 days', older: '91 days' },
  },
  verification: {
    insert: `(sn, repair, remove_unknown, status, steps, finished_at)
      VALUES ('K', $1, false, 'done', '[]', now() - $1::interval)`,
    ...{ younger: '89 days', older: '91 days' },
  },
  reconciliation: {
    insert: `(sn, cause, status, range, way, finished_at) VALUES ('K', $1, 'done', '{}', '', now() - $1::interval)`,
    ...{ younger: '89 days', older: '91 days' },
  },
  event_photo: {
    insert: `(sn, kind, pin, name, video, size, hash, received_at)
      VALUES ('K', 'event', '', $1, '', 0, '', now() - $1::interval)`,
    ...{ younger: '89 days', older: '91 days' },
  },
  parking_record: {
    insert: `(id, direction, reader_key, channel_id, channel_name, channel_state, area_name, plate, car_number,
        car_type_name, event_type, pin, name, time, received_at)
      VALUES ($1, 'in', $1, 'c', '', 0, '', '', '', '', 0, '', '', '', now() - $1::interval)`,
    ...{ younger: '11 months', older: '13 months' },
  },
  parking_read: {
    insert: `(id, channel_id, channel_name, read_key, plate, car_number, at, received_at, opened, reason, pin)
      SELECT $1, 'c', '', $1, '', '', t, t, true, 'allowed', '' FROM (SELECT now() - $1::interval AS t) t`,
    ...{ younger: '11 months', older: '13 months' },
  },
  parking_stay: {
    insert: `(id, plate, car_number, pin, area_id, area_name, entered_at, left_at)
      VALUES ($1, '', '', '', 'a', '', now() - $1::interval, now() - $1::interval)`,
    ...{ younger: '11 months', older: '13 months' },
  },
  visit: {
    insert: `(id, pin, name, cert_type, cert_number, cert_hash, host_pin, visit_reason, start_time, end_time, exit_time)
      SELECT $1, '80000001', '', '', '', '', '', '', t, t, t
      FROM to_char(now() - $1::interval, 'YYYY-MM-DD HH24:MI:SS') t`,
    ...{ younger: '11 months', older: '13 months' },
  },
  visit_reservation: {
    insert: `(id, host_pin, cert_type, cert_number, cert_hash, name, visit_reason, visit_date, visit_end_date)
      SELECT $1, '', '', '', '', '', '', t, t FROM to_char(now() - $1::interval, 'YYYY-MM-DD HH24:MI:SS') t`,
    ...{ younger: '11 months', older: '13 months' },
  },
  consumption_record: {
    insert: `(id, key, kind, "time", pin, name, last_name, dept_code, dept_name, account_no, type, mode, money, sub_money,
        discount_money, card_no, sys_card_no, card_status, card_serial_no, order_no, hall_code, hall_name, meal_code,
        meal_name, device_sn, device_name, device_serial_no, account_serial_no, created_by, source, received_at)
      VALUES (left($1, 32), $1, 'online', '', '', '', '', '', '', '', 6, 2, 0, 0, 0, '', '', 1, 0, 0, '', '', '', '', '', '', 0, 0,
        '', 1, now() - $1::interval)`,
    ...{ younger: '23 months', older: '25 months' },
  },
  intrusion_event: {
    insert: `(id, sn, device_name, device_ip, area_name, partition_no, partition_name, point_no, point_name, protocol, code,
        category, does, name, content, sequence, ident, happened_at, "time", received_at)
      VALUES (left($1, 32), '', '', '', '', 0, '', 0, '', '', '', '', '', '', '', '', $1, now(), '', now() - $1::interval)`,
    ...{ younger: '23 months', older: '25 months' },
  },
  space_reservation: {
    insert: `(id, space_id, space_no, starts_at, ends_at, opens_at, applicant_pin)
      SELECT $1, id, no, t, t + interval '1 hour', t, '' FROM space, (SELECT now() - $1::interval AS t) t`,
    ...{ younger: '11 months', older: '13 months' },
  },
  alarm: {
    insert: `(kind, place, code, params, priority, sn, count, first_at, last_at, active, ack_at)
      SELECT 'k', $1, '', '{}', 1, 'K', 1, t, t, false, t FROM (SELECT now() - $1::interval AS t) t`,
    ...{ younger: '23 months', older: '25 months' },
  },
  muster: {
    insert: `(id, zone_ids, zone_names, reader_ids, drill, started_at, started_by, ended_at, position)
      SELECT $1, '{}', '{}', '{}', true, t, '', t, 0 FROM (SELECT now() - $1::interval AS t) t`,
    ...{ younger: '23 months', older: '25 months' },
  },
  webhook_message: {
    insert: `(webhook_id, position, message_id, type, status, last_at)
      SELECT 'hook', extract(epoch FROM $1::interval)::bigint, $1, '', 'dead', now() - $1::interval`,
    ...{ younger: '29 days', older: '31 days' },
  },
  quarantine: {
    insert: `(sn, path, reason, body, body_hash, received_at) VALUES ('K', '', '', '', $1, now() - $1::interval)`,
    ...{ younger: '29 days', older: '31 days' },
  },
  device_upload: {
    insert: `(sn, table_name, count, body, body_hash, received_at) VALUES ('K', '', 1, '', $1, now() - $1::interval)`,
    ...{ younger: '29 days', older: '31 days' },
  },
  device_error: {
    insert: `(sn, code, message, origin, command_id, additional, row_hash, received_at)
      VALUES ('K', '', '', '', '', '', $1, now() - $1::interval)`,
    ...{ younger: '29 days', older: '31 days' },
  },
  device_operation: {
    insert: `(sn, at, code, operator, objects, row_hash, received_at)
      VALUES ('K', now(), 1, '', '[]', $1, now() - $1::interval)`,
    ...{ younger: '29 days', older: '31 days' },
  },
  wiegand_test: {
    insert: `(sn, type, bits, sub_sn, received_at) VALUES ('K', $1, '', '', now() - $1::interval)`,
    ...{ younger: '29 days', older: '31 days' },
  },
};

const ages = async () => {
  const left: [string, string[]][] = [];
  for (const table of Object.keys(rows)) {
    const found = await app.sql<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
    const { younger, older } = rows[table] ?? { younger: '', older: '' };
    left.push([table, [younger, older].filter((age) => found.some(({ text }) => text.includes(age)))]);
  }
  return left;
};

describe('what grows', () => {
  it('has a setting that says for how long it is kept, or a line that says why not', async () => {
    const found = await app.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
    );
    const bounded = [
      ...retentionSettings.flatMap((name) => retention[name].tables),
      ...leftovers.map(({ table }) => table),
    ] as string[];
    const names = found.map(({ name }) => name);
    expect(names.filter((name) => !bounded.includes(name) && !(name in keptTables))).toEqual([]);
    expect([...bounded, ...Object.keys(keptTables)].filter((name) => !names.includes(name))).toEqual([]);
    expect(bounded.filter((name) => name in keptTables)).toEqual([]);
    const tried = retentionSettings.flatMap((name) => retention[name].old.map(({ table }) => table));
    expect([...new Set(tried)].sort()).toEqual([...Object.keys(rows), 'parking_picture'].sort());
  });

  it('stands in docs/retention.md, with what a new installation and an older one begin with', () => {
    const page = readFileSync('docs/retention.md', 'utf8');
    const told = [...page.matchAll(/^\| `(\w+)` +\|[^|]*\| (\d+) +\| (\d+) +\| (\w+|for ever) +\|$/gm)].map((cells) =>
      cells.slice(1).join(' '),
    );
    expect(told).toEqual(
      retentionSettings.map((name) => {
        const { standard, minimum, unset } = retention[name];
        return [name, standard, minimum, unset ?? 'for ever'].join(' ');
      }),
    );
  });

  const change = (retention: object) => app.admin('PATCH', '/settings', { retention });

  it('stays as it was before the setting where nothing was ever said; else it goes in bites, and nothing younger', async () => {
    const first = (await app.admin('GET', '/settings')).body.retention;
    await app.sql(
      `INSERT INTO webhook (id, name, url, secret, status, position) VALUES ('hook', '', '', '', 'paused', 0)`,
    );
    await app.sql(`INSERT INTO space (id, name, area_code, capacity) VALUES ('room', 'Room', '1', 8)`);
    for (const [table, { insert, younger, older }] of Object.entries(rows)) {
      for (const age of [younger, older]) {
        await app.sql(`INSERT INTO ${table} ${insert.replaceAll('$1', `'${age}'`)}`);
      }
    }
    await app.sql(`INSERT INTO parking_picture SELECT id, '' FROM parking_record`);
    // Of the second a visit is left, and the third is new.
    for (const [pin, age] of [
      ['80000002', '13 months'],
      ['80000001', '13 months'],
      ['80000003', '11 months'],
    ] as const) {
      await app.sql(
        `INSERT INTO person (id, pin, name, is_visitor, created_at, updated_at)
         SELECT $1::text, $1, 'Vi', true, t, t FROM (SELECT now() - $2::interval AS t) t`,
        [pin, age],
      );
      await app.sql(
        `INSERT INTO visitor (person_id, cert_type, cert_number, cert_hash, created_at)
         VALUES ($1::text, '2', '', $1, now() - $2::interval)`,
        [pin, age],
      );
    }
    await app.sql(`DELETE FROM setting WHERE key IN ('retention', 'retentionDays')`);
    await clean();
    const always = [
      'command',
      'identification',
      'verification',
      'reconciliation',
      'webhook_message',
      'consumption_record',
      'intrusion_event',
      'space_reservation',
    ];
    expect(await ages()).toEqual(
      Object.entries(rows).map(([table, { younger, older }]) => [
        table,
        always.includes(table) ? [younger] : [younger, older],
      ]),
    );
    expect((await app.admin('GET', '/settings')).body).toMatchObject({
      retentionDays: null,
      retention: { eventMonths: null, feedDays: 30, commandDays: 90, auditMonths: null, wiegandTestDays: null },
    });

    const { items } = (await app.admin('GET', '/retention')).body;
    const defaults = Object.fromEntries(
      items.map(({ setting, default: standard }: { setting: string; default: number }) => [setting, standard]),
    );
    // What a new installation begins with.
    expect(first).toEqual(defaults);
    expect((await change(defaults)).body.retention).toEqual(defaults);
    await app.sql(`INSERT INTO wiegand_test (sn, type, bits, sub_sn, received_at)
      SELECT 'K', '', '', '', now() - interval '40 days' FROM generate_series(1, 5001)`);
    await clean();
    expect(await ages()).toEqual(Object.entries(rows).map(([table, { younger }]) => [table, [younger]]));
    expect(await app.sql('SELECT count(*)::int AS n FROM wiegand_test')).toEqual([{ n: 1 }]);
    expect(await app.sql('SELECT 1 FROM parking_picture')).toEqual([]);
    expect(await app.sql('SELECT pin FROM person ORDER BY pin')).toEqual([{ pin: '80000001' }, { pin: '80000003' }]);
  });

  it('cannot be kept for less than others need it, and the field is named', async () => {
    for (const [field, least] of [
      ['feedDays', 8],
      ['webhookDays', 8],
      ['auditMonths', 12],
      ['eventMonths', 1],
      ['quarantineDays', 1],
    ] as const) {
      const { status, body } = await change({ [field]: least - 1 });
      expect([field, status, body.errors?.[0]?.field]).toEqual([field, 400, `retention.${field}`]);
      expect((await change({ [field]: least })).body.retention[field]).toBe(least);
      expect((await change({ [field]: null })).body.retention[field]).toBeNull();
    }
    expect((await change({ everything: 1 })).body.errors?.[0]?.field).toBe('retention.everything');
    const twice = await app.admin('PATCH', '/settings', { retentionDays: 5, retention: { pictureDays: 6 } });
    expect([twice.status, twice.body.errors?.[0]?.field]).toEqual([400, 'retentionDays']);
    expect((await change({ pictureDays: 7 })).body.retentionDays).toBe(7);
  });

  it('is shown with its size and its age', async () => {
    const { items, horizon } = (await app.admin('GET', '/retention')).body;
    expect(horizon).toBeNull();
    expect(items.map(({ setting }: { setting: string }) => setting)).toEqual(retentionSettings);
    const found = items.find(({ what }: { what: string }) => what === 'quarantine');
    expect(found).toMatchObject({ unit: 'days', days: null, default: 30, minimum: 1 });
    // An estimate, which sessions bring up to date when they have time.
    expect(found.rows).toBeGreaterThanOrEqual(0);
    expect(found.bytes).toBeGreaterThan(0);
    expect(Date.parse(found.oldest)).toBeLessThan(Date.now() - 28 * 86_400_000);
  });
});

describe('a clock that goes forward by more than a week', () => {
  const clock = (at: string, from: string) =>
    app.sql(
      `UPDATE setting SET value = jsonb_build_object('at', now() + $1::interval, 'from', now() + $2::interval)
       WHERE key = 'retentionClock'`,
      [at, from],
    );
  const tests = () => app.sql('SELECT sub_sn FROM wiegand_test ORDER BY 1');

  it('deletes nothing for a day, and goes on then, or when the clock goes back', async () => {
    await app.admin('PATCH', '/settings', { retention: { wiegandTestDays: 30 } });
    const old = (sn: string) =>
      app.sql(
        `INSERT INTO wiegand_test (sn, type, bits, sub_sn, received_at) VALUES ('K', '', '', $1, now() - interval '40 days')`,
        [sn],
      );
    await app.sql('DELETE FROM wiegand_test');
    await old('a');
    await clock('-8 days', '-8 days');
    await clean();
    await clean();
    expect(await tests()).toEqual([{ sub_sn: 'a' }]);
    await clock('-1 hour', '-1 second');
    await clean();
    expect(await tests()).toEqual([]);
    await old('b');
    await clock('1 year', '366 days');
    await clean();
    expect(await tests()).toEqual([]);
  });
});

describe('the feed', () => {
  it('loses a partition that is too old as a whole', async () => {
    await app.admin('PATCH', '/settings', { retention: { feedDays: 30 } });
    await app.sql(`SELECT setval('feed_position', 20000000)`);
    await app.sql(`SELECT feed_tell('test', '', 'young', NULL)`);
    await app.sql('SELECT feed_drain(1000)');
    const placesOf = (range: string) => app.sql<{ ref: string }>(`SELECT ref FROM feed WHERE position ${range}`);
    const folded = () => app.sql('SELECT 1 FROM alarm_folded WHERE position > 20000000');
    await expect.poll(folded, { timeout: 60_000 }).toHaveLength(1);
    await app.sql('UPDATE event_counted SET position = 20000000');
    await app.sql(`UPDATE feed SET at = now() - interval '31 days' WHERE position < 10000000`);
    // Where the feed was never free for a moment, the next run tries again.
    const left = async () => {
      await clean();
      return placesOf('< 10000000');
    };
    await expect.poll(left).toEqual([]);
    expect(await placesOf('> 20000000')).toContainEqual({ ref: 'young' });
  });
});
