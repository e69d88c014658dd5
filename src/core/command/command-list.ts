import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Command, CommandRow } from './command.js';
import { toCommand } from './command.store.js';

export interface CommandFilter {
  readonly sn?: string | undefined;
  readonly status?: string | undefined;
  readonly before?: number | undefined;
  readonly type?: string | undefined;
  readonly origin?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly door?: { readonly sn: string; readonly no: number } | undefined;
  readonly limit: number;
}

/** Commands that switch outputs; an index has them (migration 1795305700000). */
const outputTypes = ['auxOutput', 'elevatorOutput', 'elevatorNormallyOpen'] as const;
export type OutputType = (typeof outputTypes)[number];

/** Commands that are looked through at a time for those about one door. */
const searched = 500;

/** Newest first; `before` is the last id of the previous page. */
export async function listCommands(
  tx: EntityManager,
  seal: SealedBox,
  { door, ...filter }: CommandFilter,
): Promise<Command[]> {
  if (!door) return pageOf(tx, seal, filter);
  // Which door is meant is sealed with the order.
  const found: Command[] = [];
  for (let { before } = filter; found.length < filter.limit;) {
    const some = await pageOf(tx, seal, { ...filter, sn: door.sn, kind: 'control', before, limit: searched });
    found.push(...some.filter(({ order }) => 'door' in order && order.door === door.no));
    if (some.length < searched) break;
    before = some.at(-1)?.id;
  }
  return found.slice(0, filter.limit);
}

interface PageFilter extends Omit<CommandFilter, 'door'> {
  readonly kind?: Command['kind'];
}

async function pageOf(tx: EntityManager, seal: SealedBox, filter: PageFilter): Promise<Command[]> {
  const { sn, status, before, limit, type, origin, from, to, kind } = filter;
  const rows: CommandRow[] = await tx.query(
    `SELECT * FROM command WHERE ($1::text IS NULL OR sn = $1) AND ($2::text IS NULL OR status = $2)
       AND ($3::int IS NULL OR id < $3) AND ($5::text IS NULL OR type = $5) AND ($6::text IS NULL OR origin = $6)
       AND ($7::timestamptz IS NULL OR created_at >= $7) AND ($8::timestamptz IS NULL OR created_at < $8)
       AND ($9::text IS NULL OR kind = $9) ORDER BY id DESC LIMIT $4`,
    [sn, status, before, limit, type, origin, from, to, kind].map((value) => value ?? null),
  );
  return rows.map((row) => toCommand(seal, row));
}

/** The newest commands of these types for each device, newest first, as far as they were handed out. */
export async function latestCommands(
  tx: EntityManager,
  seal: SealedBox,
  {
    sns,
    types,
    most,
  }: { readonly sns: readonly string[]; readonly types: readonly OutputType[]; readonly most: number },
): Promise<Command[]> {
  const rows: CommandRow[] = await tx.query(
    `SELECT c.* FROM unnest($1::text[]) AS d (sn) CROSS JOIN LATERAL (
       SELECT * FROM command WHERE sn = d.sn AND type IN (${outputTypes.map((type) => `'${type}'`).join(', ')})
         AND type = ANY($2) AND status IN ('sent', 'done', 'unanswered') ORDER BY id DESC LIMIT $3) c
     ORDER BY c.id DESC`,
    [[...new Set(sns)], types, most],
  );
  return rows.map((row) => toCommand(seal, row));
}
