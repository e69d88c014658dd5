import type { Leaving } from './bites.js';

/** Rows of which nobody needs to be asked: they have done their work. */
export const leftovers: readonly Leaving[] = [
  // Incomplete answers whose rest never came (docs/rules.md 10: 10 minutes from package to package).
  { table: 'query_package', where: `t.received_at < now() - interval '1 hour'` },
  // A device that was away for so long is compared again anyway.
  { table: 'bio_tombstone', where: `t.at < now() - interval '2 years'` },
  { table: 'card_tombstone', where: `t.at < now() - interval '2 years'` },
  { table: 'person_tombstone', where: `t.at < now() - interval '2 years'` },
  {
    table: 'wire_line',
    where: `(t.at < now() - interval '1 day' OR NOT EXISTS (SELECT 1 FROM device d WHERE d.sn = t.sn))`,
  },
  // Who took the picture of an event: each is taken within a minute, or not at all.
  { table: 'event_snapshot', where: `t.at < now() - interval '1 hour'` },
  // Gateways read all devices again every minute.
  { table: 'device_removed', where: `t.at < now() - interval '1 day'` },
  // QR codes that have ended; until then a device may still report them.
  { table: 'qr_code', where: `t.expires_at < now() - interval '30 days'` },
  // Uploads that broke off, and rows that were never fetched.
  { table: 'stored_file', where: `NOT t.complete AND t.created_at < now() - interval '1 day'` },
  // Pictures for an application that was never made.
  {
    table: 'leave_image',
    where: `t.created_at < now() - interval '30 days'
      AND NOT EXISTS (SELECT 1 FROM att_application a WHERE a.image_name = t.name)`,
  },
  { table: 'answer_rows', where: `t.received_at < now() - interval '1 day'` },
  // A caller who comes back after so long waits like any other.
  { table: 'api_token_caller', where: `t.last_used_at < now() - interval '90 days'` },
  { table: 'operator_address', where: `t.last_used_at < now() - interval '90 days'` },
  // Wrong passwords count for a quarter of an hour, and no session lasts longer than twelve hours.
  { table: 'wrong_password', where: `t.at < now() - interval '1 hour'` },
  { table: 'operator_session', where: `t.since < now() - interval '1 day'` },
  // What was wrong with a line names people.
  { table: 'person_import', where: `t.created_at < now() - interval '7 days'` },
  // The last row of a door says since when it has been as it is.
  {
    table: 'door_state_log',
    where: `t.at < now() - interval '90 days' AND EXISTS (
      SELECT 1 FROM door_state_log n WHERE n.door_id = t.door_id AND (n.at, n.id) > (t.at, t.id))`,
  },
  // Which backups were good. The last good one is never that old, or the doctor has said so for a year.
  { table: 'backup_run', where: `t.started_at < now() - interval '2 years'` },
  // A message is too old to be sent again after some minutes.
  { table: 'consumption_delivery', where: `t.at < now() - interval '7 days'` },
  // Panels that nobody knows, and that have given up.
  { table: 'intrusion_stranger', where: `t.last_at < now() - interval '30 days'` },
  // Personal, and of events that are gone.
  { table: 'event_count_by_pin', where: 't.day < (SELECT before FROM event_horizon)' },
  { table: 'event_first_last', where: 't.day < (SELECT before FROM event_horizon)' },
];
