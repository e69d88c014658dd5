import type { EntityManager } from 'typeorm';
import type { FeedEntry } from '../feed/feed-entry.js';

type Detail = Readonly<Record<string, unknown>>;

interface Details {
  readonly details: ReadonlyMap<number, Detail>;
  /** Codes of areas by serial number. */
  readonly areas: ReadonlyMap<string, string | null>;
}

/** Entries from before they held what was true then: it is looked up as it is now. */
const lookUps: Readonly<Record<string, string>> = {
  command: `SELECT id::text AS ref, json_build_object('type', type, 'status', status, 'returnCode', return_code) AS detail
    FROM command WHERE id = ANY($1::bigint[]::int[])`,
  identification: `SELECT id::text AS ref, json_build_object('pin', pin, 'doorId', door_id, 'result', result,
      'reason', reason) AS detail FROM identification WHERE id = ANY($1::bigint[])`,
};

/** What these entries say beside their kind, looked up once for each kind. */
export async function detailsOf(tx: EntityManager, entries: readonly FeedEntry[]): Promise<Details> {
  const details = new Map<number, Detail>();
  const bare = new Map<string, FeedEntry[]>();
  for (const entry of entries) {
    if (entry.detail) details.set(entry.position, entry.detail);
    else if (lookUps[entry.kind]) bare.set(entry.kind, [...(bare.get(entry.kind) ?? []), entry]);
  }
  for (const [kind, without] of bare) {
    const rows: { ref: string; detail: Detail }[] = await tx.query(lookUps[kind] ?? '', [
      without.map(({ ref }) => ref),
    ]);
    const found = new Map(rows.map(({ ref, detail }) => [ref, detail]));
    for (const { position, ref } of without) details.set(position, found.get(ref) ?? {});
  }
  return { details, areas: await areasOf(tx, entries) };
}

async function areasOf(tx: EntityManager, entries: readonly FeedEntry[]): Promise<ReadonlyMap<string, string | null>> {
  const sns = [...new Set(entries.map(({ sn }) => sn).filter((sn) => sn !== ''))];
  if (sns.length === 0) return new Map();
  const rows: { sn: string; area: string | null }[] = await tx.query(
    'SELECT sn, area_code AS area FROM device WHERE sn = ANY($1)',
    [sns],
  );
  return new Map(rows.map(({ sn, area }) => [sn, area]));
}
