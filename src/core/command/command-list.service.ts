import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { containing } from '../../platform/database/like.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Command, CommandRow } from './command.js';
import { toCommand } from './command.store.js';

export interface CommandFilter {
  readonly sn?: string | undefined;
  readonly status?: string | undefined;
  /** The command that ends the page before. */
  readonly after?: number | undefined;
  /** The oldest come first. */
  readonly isAscending?: boolean;
  /** Part of the type, of the device's number or of who asked. */
  readonly q?: string | undefined;
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

interface PageFilter extends Omit<CommandFilter, 'door'> {
  readonly kind?: Command['kind'];
}

/** The commands of a filter: its values are $1 to $8. */
const matching = `($1::text IS NULL OR sn = $1) AND ($2::text IS NULL OR status = $2)
  AND ($3::text IS NULL OR type = $3) AND ($4::text IS NULL OR origin = $4)
  AND ($5::timestamptz IS NULL OR created_at >= $5) AND ($6::timestamptz IS NULL OR created_at < $6)
  AND ($7::text IS NULL OR kind = $7)
  AND ($8::text IS NULL OR type ILIKE $8 OR sn ILIKE $8 OR origin ILIKE $8 OR id::text = btrim($8, '%'))`;

const wanted = ({ sn, status, type, origin, from, to, kind, q }: Omit<PageFilter, 'limit'>): unknown[] =>
  [sn, status, type, origin, from, to, kind, q ? containing(q) : undefined].map((value) => value ?? null);

/** Commands as lists show them. Which door is meant is sealed with the order, so those of a door are looked through. */
@Injectable()
export class CommandListService {
  constructor(private readonly sealedBox: SealedBox) {}

  /** Newest first unless the filter says otherwise. */
  async list(tx: EntityManager, { door, ...filter }: CommandFilter): Promise<Command[]> {
    if (!door) return this.page(tx, filter);
    const found: Command[] = [];
    for (let { after } = filter; found.length < filter.limit;) {
      const some = await this.page(tx, { ...filter, sn: door.sn, kind: 'control', after, limit: searched });
      found.push(...some.filter(({ order }) => 'door' in order && order.door === door.no));
      if (some.length < searched) break;
      after = some.at(-1)?.id;
    }
    return found.slice(0, filter.limit);
  }

  /** How many there are, on all pages. */
  async count(tx: EntityManager, filter: Omit<CommandFilter, 'limit'>): Promise<number> {
    const all = { ...filter, after: undefined };
    if (all.door) return (await this.list(tx, { ...all, limit: Number.MAX_SAFE_INTEGER })).length;
    const [row]: { n: number }[] = await tx.query(
      `SELECT count(*)::int AS n FROM command WHERE ${matching}`,
      wanted(all),
    );
    return row?.n ?? 0;
  }

  /** The newest commands of these types for each of these devices that were handed out, newest first. */
  async latest(
    tx: EntityManager,
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
    return rows.map((row) => toCommand(this.sealedBox, row));
  }

  private async page(tx: EntityManager, filter: PageFilter): Promise<Command[]> {
    const [behind, direction] = filter.isAscending ? ['>', 'ASC'] : ['<', 'DESC'];
    const rows: CommandRow[] = await tx.query(
      `SELECT * FROM command WHERE ${matching} AND ($9::int IS NULL OR id ${behind} $9)
       ORDER BY id ${direction} LIMIT $10`,
      [...wanted(filter), filter.after ?? null, filter.limit],
    );
    return rows.map((row) => toCommand(this.sealedBox, row));
  }
}
