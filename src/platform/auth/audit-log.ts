import type { EntityManager } from 'typeorm';
import { containing } from '../database/like.js';

export interface AuditRow {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly address: string;
  readonly action: string;
  readonly detail: Record<string, unknown>;
  readonly hash: string | null;
}

interface AuditFilter {
  /** The row of the page before that ends it. */
  readonly after?: number | undefined;
  /** The oldest come first. */
  readonly isAscending?: boolean;
  readonly actor?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** `persons/1001`, or `persons` for all of them. */
  readonly object?: string | undefined;
  /** Part of the method and path. */
  readonly action?: string | undefined;
  readonly q?: string | undefined;
  readonly limit: number;
}

/** A parameter of a route that says which one: `/doors/:id`. */
const parameter = /:(\w+)/g;
/** What names a thing in the body of a call that makes it, or in the parameters of the facade. */
const names = ['pin', 'sn', 'code', 'id', 'doorId', 'plate', 'cardNo', 'no'] as const;

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/**
 * What an action was about: `doors/12`. It is read from the action and the parameters, not stored: what is erased of a
 * person is gone from here, too.
 */
export function objectOf({ action, detail }: Pick<AuditRow, 'action' | 'detail'>): string {
  const path = action.replace(/^\S+ /, '');
  const resource = path.replace(/^\/(admin\/v1|api(\/v\d)?|mqtt)\//i, '').split(/[/:]/)[0] ?? '';
  const inPath = [...path.matchAll(parameter)].map(([, name = '']) => textOf(detail[name]));
  const inBody = names.map((name) => textOf(detail[name])).filter((text) => text !== '');
  const [which = ''] = [...inPath, ...inBody];
  return which === '' ? resource : `${resource}/${which}`;
}

/** For LIKE; null = anything. */
const like = (text = ''): string | null => (text === '' ? null : containing(text));

/** The rows of a filter: its values are $1 to $7. */
const matching = `($1::text IS NULL OR actor = $1)
  AND ($2::timestamptz IS NULL OR at >= $2) AND ($3::timestamptz IS NULL OR at < $3)
  AND ($4::text IS NULL OR action ~* $4)
  AND ($5::text IS NULL OR $5 IN (${names.map((name) => `detail->>'${name}'`).join(', ')}))
  AND ($6::text IS NULL OR action ILIKE $6)
  AND ($7::text IS NULL OR actor ILIKE $7 OR address ILIKE $7 OR action ILIKE $7 OR detail::text ILIKE $7)`;

function wanted({ actor, from, to, object, action, q }: Omit<AuditFilter, 'limit'>): unknown[] {
  const { resource, which } = partsOf(object);
  return [actor ?? null, from ?? null, to ?? null, resource ?? null, which ?? null, like(action), like(q)];
}

/** Who did what, newest first unless the filter says otherwise. */
export function auditRows(tx: EntityManager, filter: AuditFilter): Promise<AuditRow[]> {
  const [behind, direction] = filter.isAscending ? ['>', 'ASC'] : ['<', 'DESC'];
  return tx.query(
    `SELECT seq, at, actor, address, action, detail, hash FROM audit
     WHERE ${matching} AND ($8::bigint IS NULL OR seq ${behind} $8) ORDER BY seq ${direction} LIMIT $9`,
    [...wanted(filter), filter.after ?? null, filter.limit],
  );
}

export async function countAudit(tx: EntityManager, filter: Omit<AuditFilter, 'limit'>): Promise<number> {
  const [row]: { n: number }[] = await tx.query(
    `SELECT count(*)::int AS n FROM audit WHERE ${matching}`,
    wanted(filter),
  );
  return row?.n ?? 0;
}

/** The actions on a resource as a regular expression, and which one is meant. */
function partsOf(object: string | undefined): { resource?: string; which?: string | undefined } {
  if (object === undefined) return {};
  const [name = '', ...rest] = object.split('/');
  const resource = `^\\S+ /(admin/v1|api(/v[0-9])?|mqtt)/${name.replaceAll(/[^\w-]/g, '')}(/|$)`;
  return { resource, which: rest.length === 0 ? undefined : rest.join('/') };
}
