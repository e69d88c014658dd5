/** A connection that runs a statement. */
type Query = (sql: string, parameters?: unknown[]) => Promise<unknown>;

/** Events are of these in turn: 50 devices, 1,000 persons. One person and one device have a great many. */
const columns = `id, event_time, happened_at, received_at, doubtful, module, sn, dev_name, log_id, event_no, event_level,
  pin, name, last_name, dept_code, dept_name, area_name, card_no, verify_type, point_type, point_no, point_name, door_id,
  door_name, reader_name, in_out, mask_flag, temperature, link_id, raw, passage`;

const rows = `SELECT
    (lpad(to_hex((extract(epoch FROM t.at) + 62167219200)::bigint), 10, '0') || lpad(to_hex(n), 8, '0')
      || left(md5(n::text), 14))::uuid,
    t.at, t.at AT TIME ZONE 'UTC', now(), false, m.module, m.module || CASE WHEN n % 4 = 0 THEN 0 ELSE n % 50 END, 'Panel',
    n, 0, 0, CASE WHEN n % 3 = 0 THEN '1000' ELSE (1000 + n % 1000)::text END, 'Ada', 'Lovelace', '1', 'Department Name',
    'Area Name', '9606650', '15', 'door', 1, 'Panel-1', NULL, 'Panel-1', 'Panel-1-In', n % 2,
    CASE WHEN n % 20 = 0 THEN '1' ELSE '' END, CASE WHEN n % 20 = 0 THEN '36.6' ELSE '' END, '', '', n % 2
  FROM generate_series($1::int, $2::int) n
  CROSS JOIN LATERAL (SELECT date_trunc('second', now() AT TIME ZONE 'UTC') - n * make_interval(secs => $3) AS at) t
  CROSS JOIN LATERAL (SELECT CASE WHEN n % 1000 = 999 THEN 'ins' WHEN n % 100 < 85 THEN 'acc' WHEN n % 100 < 90 THEN 'ele'
    WHEN n % 100 < 95 THEN 'psg' ELSE 'att' END AS module) m`;

const perStatement = 50_000;

/**
 * Events as uploads would have left them, counted, for the last hundred days. Of a hundred, 85 are of controllers, and
 * 5 each of elevators, entrances and terminals. One in a thousand is of a rare kind, one in twenty has a temperature.
 */
export async function fillEvents(query: Query, count: number): Promise<void> {
  const secondsBetween = (100 * 86_400) / count;
  for (let first = 1; first <= count; first += perStatement) {
    const last = Math.min(first + perStatement - 1, count);
    await query(
      `WITH stored AS (INSERT INTO event (${columns}) ${rows}
         RETURNING id, event_time, sn, pin, module, temperature, passage)
       INSERT INTO feed (position, kind, sn, ref, event_time, pin, module, hep, passage)
       SELECT nextval('feed_position'), 'event', sn, id::text, event_time, pin, module,
         CASE WHEN temperature <> '' THEN true END, passage FROM stored`,
      [first, last, secondsBetween],
    );
    await query('SELECT fold_event_counts($1)', [perStatement]);
  }
  for (const table of ['event', 'feed', 'event_count_by_family', 'event_count_by_sn', 'event_count_by_pin'])
    await query(`ANALYZE ${table}`);
}
