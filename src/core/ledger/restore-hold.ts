import type { EntityManager } from 'typeorm';
import { readSetting } from '../../platform/database/setting.js';

/*
 * A backup knows nothing of what was taken away after it was made: a badge that was revoked since would be given to the
 * doors again. Devices are the witnesses. What they hold stays and may be taken away, and what they would be given
 * waits until somebody has looked.
 */

const key = 'restoreHold';

export interface RestoreHold {
  readonly backupAt: string;
  readonly restoredAt: string;
}

/** An expression of SQL: devices are given nothing. */
export const givingIsHeld = `EXISTS (SELECT 1 FROM setting WHERE key = '${key}')`;

/** For the end of a restore. $1 is the instant of the backup. */
export const holdGiving = `INSERT INTO setting (key, value)
  VALUES ('${key}', jsonb_build_object('backupAt', $1::text, 'restoredAt', clock_timestamp()))
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

/** A backup that was made meanwhile brings the mark along. */
export const holdNothing = `DELETE FROM setting WHERE key = '${key}'`;

export const restoreHold = async (tx: EntityManager): Promise<RestoreHold | null> =>
  (await readSetting<RestoreHold>(tx, key)) ?? null;

/** @returns false if nothing was held */
export async function releaseHold(tx: EntityManager): Promise<boolean> {
  const [, rows]: [unknown, number] = await tx.query(holdNothing);
  return rows > 0;
}
