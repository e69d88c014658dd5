import type { EntityManager } from 'typeorm';
import { readSetting } from '../../platform/database/setting.js';

/*
 * A backup knows nothing of what was taken away after it was made: a badge that was revoked since would be given to the
 * doors again. Devices are the witnesses. What they hold stays and may be taken away, and what they would be given
 * waits until somebody has looked.
 */

const key = 'restoreHold';

/** An expression of SQL: what this row wants is what the backup said. @param row an alias of the ledger */
export const isOfBackup = (row: string) =>
  `(${row}.version <= (SELECT (value ->> 'ledgerVersion')::bigint FROM setting WHERE key = '${key}'))`;

export interface RestoreHold {
  readonly backupAt: string;
  readonly restoredAt: string;
}

/** An expression of SQL: this device is given nothing. @param sn an expression, too */
export const givingIsHeld = (sn: string) =>
  `EXISTS (SELECT 1 FROM device held WHERE held.sn = ${sn} AND held.giving_held)`;

const restoredAt = `(SELECT (value ->> 'restoredAt')::timestamptz FROM setting WHERE key = '${key}')`;

/** What a device has told of a table since the restore: a row that a command carried meanwhile was left out of that. */
const told = (sn: string, table: string) =>
  `FROM verification v, jsonb_array_elements(v.steps) AS step WHERE v.sn = ${sn} AND v.repair = 'all'
    AND step ->> 'table' = ${table} AND step ->> 'status' IN ('matches', 'differs')
    AND coalesce((step ->> 'underWay')::int, 0) = 0 AND v.created_at >= ${restoredAt}`;

/** An expression of SQL: since the restore this device has told what it holds of a table. @param sn an expression, too */
export const hasToldSince = (sn: string, table: string) => `EXISTS (SELECT 1 ${told(sn, table)})`;

/**
 * An expression of SQL: since the restore this device has told that its user is valid as long as the backup says. Lists
 * of a comparison that name not all rows are no sign of that. @param sn, key expressions, too
 */
export const hasToldDates = (sn: string, key: string) =>
  `(${hasToldSince(sn, `'user'`)} AND NOT EXISTS (SELECT 1 ${told(sn, `'user'`)} AND (
    (step -> 'totals' ->> 'missing')::int > jsonb_array_length(step -> 'missing')
    OR (step -> 'totals' ->> 'different')::int > jsonb_array_length(step -> 'different')
    OR EXISTS (SELECT 1 FROM jsonb_array_elements_text(step -> 'missing') AS lacks (key) WHERE lacks.key = ${key})
    OR EXISTS (SELECT 1 FROM jsonb_array_elements(step -> 'different') AS other WHERE other ->> 'key' = ${key}
      AND EXISTS (SELECT 1 FROM jsonb_array_elements_text(other -> 'columns') AS c (name)
        WHERE c.name IN ('StartTime', 'EndTime'))))))`;

/**
 * An expression of SQL: since the restore this device was told to take something from a person, so the ledger has no
 * longer what the backup said of that. A device that is given nothing is told nothing else about people.
 * @param sn, pin expressions, too
 */
export const wasTakenFrom = (sn: string, pin: string) =>
  `(${pin} <> '' AND EXISTS (SELECT 1 FROM command taking WHERE taking.sn = ${sn} AND ${pin} = ANY(taking.pins)
    AND taking.created_at >= ${restoredAt}))`;

/** For the end of a restore: why, and whom. $1 is the instant of the backup. */
export const noteRestore = `INSERT INTO setting (key, value)
  VALUES ('${key}', jsonb_build_object('backupAt', $1::text, 'restoredAt', clock_timestamp(),
    'ledgerVersion', (SELECT last_value FROM ledger_version)))
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
/** Also those that are switched off: they are given everything when somebody switches them on again. */
export const holdDevices = `UPDATE device SET giving_held = true, verify_due = true
  WHERE status IN ('approved', 'disabled')`;

/**
 * A device that comes while others wait may have been here before the restore: it was added, or put in the place of
 * another, after the backup was made. So it is compared first, too.
 */
export async function holdNewcomer(tx: EntityManager, sn: string): Promise<void> {
  await tx.query(
    `UPDATE device SET giving_held = true, verify_due = true
     WHERE sn = $1 AND EXISTS (SELECT 1 FROM setting WHERE key = '${key}')`,
    [sn],
  );
}

/** Whether the backup says what this device should hold. One that was new then may have been given anything since. */
export async function knowsOfBackup(tx: EntityManager, sn: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(`SELECT 1 FROM ledger l WHERE l.sn = $1 AND ${isOfBackup('l')} LIMIT 1`, [sn]);
  return rows.length > 0;
}

/** A backup that was made meanwhile brings the marks along. */
const forgetRestore = `DELETE FROM setting WHERE key = '${key}'`;
const releaseDevices = 'UPDATE device SET giving_held = false WHERE giving_held';
export const holdNothing: readonly string[] = [forgetRestore, releaseDevices];

export const restoreHold = async (tx: EntityManager): Promise<RestoreHold | null> =>
  (await readSetting<RestoreHold>(tx, key)) ?? null;

/** @returns the devices that were held; none if nothing was */
export async function releaseHold(tx: EntityManager): Promise<string[]> {
  const [released]: [{ sn: string }[], number] = await tx.query(`${releaseDevices} RETURNING sn`);
  await tx.query(forgetRestore);
  return released.map(({ sn }) => sn).sort();
}

/** Whether this device is given nothing. */
export async function isGivingHeld(tx: EntityManager, sn: string): Promise<boolean> {
  const [row]: { held: boolean }[] = await tx.query(`SELECT ${givingIsHeld('$1')} AS held`, [sn]);
  return row?.held === true;
}

/** One device is given again what it lacks; with the last one nothing waits any more. @returns false if it was not held */
export async function releaseDevice(tx: EntityManager, sn: string): Promise<boolean> {
  const [, rows]: [unknown, number] = await tx.query(`${releaseDevices} AND sn = $1`, [sn]);
  if (rows === 0) return false;
  await tx.query(`DELETE FROM setting WHERE key = '${key}' AND NOT EXISTS (SELECT 1 FROM device WHERE giving_held)`);
  return true;
}
