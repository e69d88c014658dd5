import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';

export const importStates = ['running', 'done', 'failed'] as const;
export type ImportState = (typeof importStates)[number];

/** How far the take-over of what a device holds is. */
export interface Import {
  readonly state: ImportState;
  readonly error: string | null;
  readonly since: Date;
}

export async function noteImport(
  tx: EntityManager,
  sn: string,
  state: ImportState,
  error: string | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO take_over (sn, import_state, import_error, import_since) VALUES ($1, $2, $3, clock_timestamp())
     ON CONFLICT (sn) DO UPDATE SET import_state = excluded.import_state, import_error = excluded.import_error,
       import_since = excluded.import_since`,
    [sn, state, error],
  );
}

/** What an operator can do something about; the rest stands in the log. */
export const whyFailed = (error: unknown): string => (error instanceof Failure ? error.message : 'see the log');

export async function importOf(tx: EntityManager, sn: string): Promise<Import | null> {
  const [found]: Import[] = await tx.query(
    `SELECT import_state AS state, import_error AS error, import_since AS since FROM take_over
     WHERE sn = $1 AND import_state IS NOT NULL`,
    [sn],
  );
  return found ?? null;
}
