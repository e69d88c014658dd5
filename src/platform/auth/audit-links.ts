import type { EntityManager } from 'typeorm';
import { oldLink, root, type AuditContent, type AuditKey, type Head, type Place } from './audit-key.js';

export interface AuditRow extends AuditContent, Place {
  readonly detailText: string;
  readonly hash: string | null;
  readonly salt: string | null;
  readonly digest: string | null;
  readonly erased: string | null;
  /** By the clock of the database; a row with a time in the future counts as very old. */
  readonly isOld: boolean;
}

/** The columns as text that is the same for every reader: jsonb prints its keys in an order of its own. */
export const auditColumns = `seq, chain, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
  actor, address, action, object, detail, detail::text AS "detailText", hash, salt, digest, erased,
  abs(extract(epoch FROM clock_timestamp() - at)) > 60 AS "isOld"`;

export type Link = Pick<Head, 'chain' | 'hash'>;

/** Where the chain begins: its root, or the last link that was exported and removed. */
export type Beginning = Link & { readonly isGenuine: boolean };

/** Whether the row has what the gateway wrote, or what the gateway left of it. */
export function isGenuine(key: AuditKey, row: AuditRow): boolean {
  if (row.erased !== null) return row.erased === key.erasure(row.seq, row.digest ?? row.hash ?? '', row);
  return row.digest !== null && row.salt !== null && row.digest === key.digest(row.salt, row);
}

/** Why a row does not follow the link before it; null = it does. */
export function faultOfLink(key: AuditKey, last: Link, row: AuditRow, keyedFrom: number): string | null {
  if (row.chain !== last.chain + 1) return 'rows are missing before this one';
  return isLinked(key, last, row, keyedFrom) ? null : 'this row is not as it was written';
}

function isLinked(key: AuditKey, last: Link, row: AuditRow, keyedFrom: number): boolean {
  if (row.chain >= keyedFrom) return isGenuine(key, row) && row.hash === key.link(last.hash, row, row.digest ?? '');
  if (row.erased !== null) return isGenuine(key, row);
  return row.hash === oldLink(last.hash, row, row, row.detailText);
}

/** The newest checkpoint. One that no gateway made is told as such: whoever removed rows may have made it. */
export async function beginningOf(tx: Pick<EntityManager, 'query'>, key: AuditKey): Promise<Beginning> {
  const [row]: (Link & { mac: string })[] = await tx.query(
    'SELECT chain, hash, mac FROM audit_checkpoint ORDER BY chain DESC LIMIT 1',
  );
  if (!row) return { chain: 0, hash: root, isGenuine: true };
  return { chain: row.chain, hash: row.hash, isGenuine: row.mac === key.checkpoint(row) };
}
