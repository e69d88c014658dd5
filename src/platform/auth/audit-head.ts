import type { EntityManager } from 'typeorm';
import { root, type AuditKey, type Head } from './audit-key.js';

/**
 * Null if there is a chain whose end was not made by a gateway; `old`: the end of a chain that no key has sealed yet.
 */
interface KnownHead {
  readonly head: Head | null;
  readonly old?: Pick<Head, 'chain' | 'hash'>;
}

const headKey = 'audit.head';

interface StoredHead {
  readonly chain: number;
  readonly hash: string;
  readonly keyedFrom?: number;
  readonly mac?: string;
}

const counts = `SELECT count(*) FILTER (WHERE chain IS NOT NULL)::int AS linked,
  count(*) FILTER (WHERE chain IS NOT NULL AND digest IS NOT NULL)::int AS keyed FROM audit`;

/** The end of the chain, stored apart from it: if links at the end are deleted, the rest is still a valid chain. */
export async function readHead(tx: EntityManager, key: AuditKey): Promise<KnownHead> {
  const [row]: { value: StoredHead }[] = await tx.query('SELECT value FROM setting WHERE key = $1', [headKey]);
  return row?.value.mac === undefined ? withoutKey(tx, row?.value) : { head: opened(row.value, key) };
}

function opened({ chain, hash, keyedFrom = 1, mac }: StoredHead, key: AuditKey): Head | null {
  const head = { chain, hash, keyedFrom };
  return mac === key.head(head) ? head : null;
}

/** Before the first link with a key, and never after it. */
async function withoutKey(tx: EntityManager, stored: StoredHead | undefined): Promise<KnownHead> {
  const [found]: { linked: number; keyed: number }[] = await tx.query(counts);
  if (found?.keyed) return { head: null };
  if (stored) return { head: null, old: stored };
  return { head: found?.linked ? null : { chain: 0, hash: root, keyedFrom: 1 } };
}

export async function writeHead(tx: EntityManager, key: AuditKey, head: Head): Promise<void> {
  await tx.query(
    'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [headKey, JSON.stringify({ ...head, mac: key.head(head) })],
  );
}
