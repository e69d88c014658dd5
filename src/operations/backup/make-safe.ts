import type { Client } from 'pg';
import { holdDevices, holdNothing, noteRestore } from '../../core/ledger/restore-hold.js';
import { everythingUnknown } from '../../sync/ledger/ledger-unknown.repository.js';
import { noteRestoredAt } from './backup-settings.js';
import type { Manifest } from './format.js';

const reason = 'restored from a backup';

/**
 * What was true when the backup was made need not be true any more. No order of then goes out now, what devices hold is
 * asked for, and nobody outside is told anything twice before somebody has looked.
 */
const statements: readonly string[] = [
  // No door opens late.
  `WITH ended AS (
     UPDATE command SET status = CASE status WHEN 'queued' THEN 'cancelled' ELSE 'unanswered' END,
       finished_at = clock_timestamp(), retry_at = NULL
     WHERE status IN ('queued', 'sent') RETURNING sn, id)
   SELECT feed_append('command', sn, id::text) FROM (SELECT sn, id FROM ended ORDER BY id) e`,
  `UPDATE door_hold SET state = 'unknown' WHERE state NOT IN ('held', 'ended', 'unknown')`,
  // What a device holds is sent again or compared.
  everythingUnknown,
  `UPDATE device SET verify_due = true WHERE status IN ('approved', 'disabled') AND registered_at IS NOT NULL`,
  `UPDATE verification SET status = 'done', command_id = NULL, finished_at = clock_timestamp() WHERE status = 'running'`,
  `DELETE FROM survey WHERE status = 'running'`,
  `UPDATE pull_terminal SET lease_owner = NULL, lease_until = NULL`,
  // Devices send what has happened since. Their logs bring back the same events with the same ids.
  `DELETE FROM reconciliation WHERE status = 'waiting'`,
  `UPDATE reconciliation SET status = 'failed', reason = '${reason}', finished_at = clock_timestamp(),
     leased_until = NULL WHERE status IN ('running', 'received')`,
  // Everybody who is told of events waits until it is switched on again.
  `UPDATE webhook SET status = 'paused', reason = '${reason}', lease_owner = NULL, lease_until = NULL
   WHERE status = 'active'`,
  `UPDATE feed_reader SET is_paused = true, is_connected = false, error = '${reason}: save its settings again to go on',
     error_at = now(), lease_owner = NULL, lease_until = NULL`,
];

/** A gateway begins it when the device is there (ReconciliationScheduleService). */
const reconciliation = `INSERT INTO reconciliation (sn, cause, status, range, way, due_at)
  SELECT sn, 'restore', 'waiting', jsonb_build_object('maxIndex', 0, 'since', $1::text), 'query', clock_timestamp()
  FROM device WHERE status = 'approved' AND registered_at IS NOT NULL AND link IN ('push-acc', 'push-att')`;

/**
 * In one transaction, when the functions are there.
 * @param holds devices are given nothing until somebody has looked
 * @returns the first position of the new era of the feed
 */
export async function makeSafe(client: Client, { at, events }: Manifest, holds: boolean): Promise<number> {
  if (events !== 'all') {
    // What is not there any more is said to be gone.
    await client.query(`UPDATE feed_horizon SET position = greatest(position,
      coalesce((SELECT min(position) - 1 FROM feed), (SELECT last_value FROM feed_position)))`);
  }
  const { rows } = await client.query<{ first: number }>(`SELECT feed_new_era('restore') AS first`);
  for (const statement of statements) await client.query(statement);
  await client.query(reconciliation, [at]);
  await client.query(noteRestoredAt);
  for (const statement of holdNothing) await client.query(statement);
  if (holds) {
    await client.query(noteRestore, [at]);
    await client.query(holdDevices);
  }
  return Number(rows[0]?.first);
}
