import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';

/**
 * What is done about differences: they are only reported; or missing and different rows are sent again; or extra rows
 * are deleted, too.
 */
export type Repair = 'none' | 'missing' | 'all';

/** How far the check of one table is. */
export type StepStatus =
  'waiting' | 'counting' | 'querying' | 'matches' | 'differs' | 'cannotVerify' | 'noAnswer' | 'failed';

export interface Different {
  readonly key: string;
  readonly columns: readonly string[];
}

/** The check of one table, or of one biometric type of a table. */
export interface Step {
  readonly table: string;
  readonly type: number | null;
  /** Requested by name: it is compared row by row, whatever the count says. */
  readonly asked: boolean;
  /** Compared because the device may be another one, and not because an operator asked. */
  readonly due?: boolean;
  readonly status: StepStatus;
  /** The command that counted, or tried to. */
  readonly countCommandId: number | null;
  readonly counted: number | null;
  /** Rows that the device has acknowledged, and those that it holds. */
  readonly ledger: number | null;
  readonly device: number | null;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly different: readonly Different[];
  /** How many rows each of these three lists is about: a list names only a limited number of keys. */
  readonly totals: { readonly missing: number; readonly extra: number; readonly different: number } | null;
  readonly pending: number;
  /** Of these, rows that say after a restore whether the device lacks a right, once nothing is under way for them. */
  readonly underWay?: number;
  readonly unreadable: number;
  /** Rows that are sent again or deleted. */
  readonly repaired: number;
  readonly returnCode: number | null;
}

export const newStep = (which: Pick<Step, 'table' | 'type' | 'asked'>): Step => ({
  ...which,
  status: 'waiting',
  countCommandId: null,
  counted: null,
  ledger: null,
  device: null,
  missing: [],
  extra: [],
  different: [],
  totals: null,
  pending: 0,
  unreadable: 0,
  repaired: 0,
  returnCode: null,
});

export interface Verification {
  readonly id: number;
  readonly sn: string;
  readonly repair: Repair;
  readonly removeUnknown: boolean;
  readonly status: 'running' | 'done';
  readonly steps: readonly Step[];
  readonly commandId: number | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `id, sn, repair, remove_unknown AS "removeUnknown", status, steps, command_id AS "commandId",
  created_at AS "createdAt", finished_at AS "finishedAt"`;

/** The verifications that a condition names, newest first. */
export const verifications = (
  tx: EntityManager,
  where: string,
  values: readonly unknown[],
  limit = 1,
): Promise<Verification[]> =>
  tx.query(`SELECT ${columns} FROM verification WHERE ${where} ORDER BY id DESC LIMIT ${limit}`, [...values]);

export async function makeVerification(
  tx: EntityManager,
  sn: string,
  { repair, removeUnknown, steps }: Pick<Verification, 'repair' | 'removeUnknown' | 'steps'>,
): Promise<Verification> {
  const running = await verifications(tx, `sn = $1 AND status = 'running'`, [sn]);
  if (running[0]) throw new Failure('conflict', `device ${sn} is being verified already`, { id: running[0].id });
  await tx.query('INSERT INTO verification (sn, repair, remove_unknown, steps) VALUES ($1, $2, $3, $4)', [
    sn,
    repair,
    removeUnknown,
    JSON.stringify(steps),
  ]);
  const [made] = await verifications(tx, 'sn = $1', [sn]);
  if (!made) throw new Error(`the verification of ${sn} vanished`);
  return made;
}

export async function saveVerification(
  tx: EntityManager,
  id: number,
  { steps, commandId, status }: Pick<Verification, 'steps' | 'commandId' | 'status'>,
): Promise<void> {
  await tx.query(
    `UPDATE verification SET steps = $2, command_id = $3, status = $4, touched_at = clock_timestamp(),
       finished_at = CASE WHEN $4 = 'done' THEN clock_timestamp() END WHERE id = $1`,
    [id, JSON.stringify(steps), commandId, status],
  );
}
