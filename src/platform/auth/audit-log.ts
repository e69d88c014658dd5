import type { EntityManager } from 'typeorm';

export interface AuditRow {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly address: string;
  readonly action: string;
  readonly object: string;
  readonly detail: Record<string, unknown>;
  readonly hash: string | null;
}

/** Who did what, newest first. */
export const auditRows = (
  tx: EntityManager,
  { before, actor, limit }: { before: number | undefined; actor: string | undefined; limit: number },
): Promise<AuditRow[]> =>
  tx.query(
    `SELECT seq, at, actor, address, action, object, detail, hash FROM audit
     WHERE ($1::bigint IS NULL OR seq < $1) AND ($2::text IS NULL OR actor = $2) ORDER BY seq DESC LIMIT $3`,
    [before ?? null, actor ?? null, limit],
  );
