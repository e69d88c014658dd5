import type { EntityManager } from 'typeorm';

type Queries = Pick<EntityManager, 'query'>;

/** A backup or a rehearsal, as the table has it. */
export interface BackupRun {
  readonly id: number;
  readonly kind: 'backup' | 'rehearsal';
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Null = it has not ended. */
  readonly ok: boolean | null;
  readonly file: string | null;
  readonly bytes: number | null;
  readonly message: string | null;
}

const columns = `id, kind, started_at AS "startedAt", finished_at AS "finishedAt", ok, file, bytes, message`;

export async function beginRun(tx: Queries, kind: BackupRun['kind'], file: string | null): Promise<number> {
  const [row]: { id: number }[] = await tx.query(
    'INSERT INTO backup_run (kind, file) VALUES ($1, $2) RETURNING id::int AS id',
    [kind, file],
  );
  return row?.id ?? 0;
}

export async function endRun(
  tx: Queries,
  id: number,
  { ok, bytes, message }: { readonly ok: boolean; readonly bytes: number | null; readonly message: string | null },
): Promise<void> {
  await tx.query(
    'UPDATE backup_run SET finished_at = clock_timestamp(), ok = $2, bytes = $3, message = $4 WHERE id = $1',
    [id, ok, bytes, message],
  );
}

/** Whoever holds the lock of backups knows that no other one is under way: those that have no end broke off. */
export async function endBroken(tx: Queries): Promise<void> {
  await tx.query(
    `UPDATE backup_run SET finished_at = clock_timestamp(), ok = false, message = 'it broke off'
     WHERE kind = 'backup' AND finished_at IS NULL`,
  );
}

/** Newest first. */
export function listRuns(tx: Queries, limit: number): Promise<BackupRun[]> {
  return tx.query(`SELECT ${columns} FROM backup_run ORDER BY id DESC LIMIT $1`, [limit]);
}

/** Not one of a clock that was ahead. */
export async function lastGood(tx: Queries, kind: BackupRun['kind']): Promise<BackupRun | null> {
  const [row]: BackupRun[] = await tx.query(
    `SELECT ${columns} FROM backup_run WHERE kind = $1 AND ok
       AND started_at < clock_timestamp() + interval '1 hour' ORDER BY started_at DESC LIMIT 1`,
    [kind],
  );
  return row ?? null;
}
