import { Client } from 'pg';
import { freshDatabase, type TestDatabase } from '../support/database.js';

export interface Site extends TestDatabase {
  readonly client: Client;
}

const rows = [
  `INSERT INTO setting (key, value) VALUES ('encryptionKeyFingerprint', '"f00d"')`,
  `INSERT INTO department (id, code, name) VALUES ('d9', '9', E'Research \\\\ "development"\\nand\\ttabs')`,
  `INSERT INTO area (id, code, name) VALUES ('a9', '9', 'عنبر 九')`,
  `INSERT INTO person (id, pin, name, department_id, photo) SELECT 'p' || n, 'P' || n, 'Person ' || n, 'd9',
     decode(repeat(md5(n::text), 20), 'hex') FROM generate_series(1, 300) n`,
  `INSERT INTO card (card_no, person_id) SELECT (1000 + n)::text, 'p' || n FROM generate_series(1, 300) n`,
  `INSERT INTO device (id, sn, name, status, link, area_code, registered_at, online)
     VALUES ('v1', 'SN1', 'Gate house', 'approved', 'push-acc', '1', now(), true),
       ('v2', 'SN2', 'New', 'pending', 'push-acc', '1', NULL, false)`,
  `INSERT INTO door (id, name, device_sn, number) VALUES ('SN1-1', 'Front', 'SN1', 1), ('SN1-2', 'Back', 'SN1', 2)`,
  `INSERT INTO door_hold (door_id, command_id, state) VALUES ('SN1-1', 1, 'held')`,
  `INSERT INTO command (id, sn, type, kind, lane, once, origin, meant, status)
     VALUES (11, 'SN1', 'openDoor', 'control', 1, true, 'door', '\\x00ff', 'queued'),
       (12, 'SN1', 'rows', 'data', 2, false, 'sync', '\\x01', 'sent'),
       (13, 'SN1', 'openDoor', 'control', 1, true, 'door', '\\x02', 'done')`,
  `SELECT setval('command_number', 13)`,
  `INSERT INTO ledger (sn, table_name, key, unit, pin, desired_hash, held_hash, version, command_id)
     SELECT 'SN1', 'user', 'P' || n, 'P' || n, 'P' || n, 'h', 'h', n, 12 FROM generate_series(1, 300) n`,
  `CREATE TABLE event_2025_01 (LIKE event INCLUDING DEFAULTS)`,
  `ALTER TABLE event ATTACH PARTITION event_2025_01 FOR VALUES FROM ('2025-01-01') TO ('2025-02-01')`,
  `CREATE TABLE event_2025_02 (LIKE event INCLUDING DEFAULTS)`,
  `ALTER TABLE event ATTACH PARTITION event_2025_02 FOR VALUES FROM ('2025-02-01') TO ('2025-03-01')`,
  `INSERT INTO event (id, event_time, happened_at, received_at, doubtful, module, sn, dev_name, log_id, event_no,
     event_level, pin, name, last_name, dept_code, dept_name, area_name, card_no, verify_type, point_type, point_no,
     point_name, door_name, reader_name, mask_flag, temperature, link_id, raw)
   SELECT md5(n::text)::uuid, at, at, at, false, 'acc', 'SN1', 'Gate house', n, 0, 0, 'P' || (n % 300 + 1), 'Zoë', 'Ähre',
     '9', 'Research', 'Area', '', '1', 'door', 1, 'Front', 'Front', 'In', '', '', '', E'time=1\\tpin=2'
   FROM (SELECT n, '2025-01-05 08:00'::timestamp + n * interval '1 hour' AS at FROM generate_series(1, 900) n) e`,
  `INSERT INTO event_photo (sn, kind, log_id, event_time, pin, name, video, content, size, hash)
   SELECT 'SN1', 'pass', n, '2025-01-05 08:00'::timestamp + n * interval '10 hour', '', 'x.jpg', '', '\\xffd8', 2, 'x' || n
   FROM generate_series(1, 50) n`,
  `SELECT feed_tell('device', 'SN1', '', NULL)`,
  `SELECT feed_drain(100)`,
  `INSERT INTO webhook (id, name, url, secret, position, lease_owner) VALUES ('w1', 'HR', 'https://hr.example', '\\x01', 1, 'me')`,
  `INSERT INTO feed_reader (name, settings, position) VALUES ('mqtt', '{"url": "mqtt://x"}', 1)`,
];

/** A site with something in the tables of each kind. */
export async function filledSite(): Promise<Site> {
  const database = await freshDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  for (const row of rows) await client.query(row);
  return { ...database, client, drop: () => client.end().then(database.drop) };
}

/** Every table with rows of its own: how many, and an MD5 of all of them. Nothing of the code under test. */
export async function contentsOf(client: Client): Promise<Map<string, string>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
  );
  const found = new Map<string, string>();
  await client.query(`SET TimeZone = 'UTC'`);
  for (const { name } of tables) {
    const { rows: all } = await client.query<{ of: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text COLLATE "C")), '') AS of FROM ONLY "${name}" t`,
    );
    found.set(name, all[0]?.of ?? '');
  }
  return found;
}
