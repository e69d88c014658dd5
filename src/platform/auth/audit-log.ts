import type { EntityManager } from 'typeorm';

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
  readonly before?: number | undefined;
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

/** For LIKE; undefined = anything. */
const containing = (text = ''): string | undefined =>
  text === '' ? undefined : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** Who did what, newest first. */
export function auditRows(tx: EntityManager, filter: AuditFilter): Promise<AuditRow[]> {
  const { before, actor, from, to, object, action, q, limit } = filter;
  const { resource, which } = partsOf(object);
  return tx.query(
    `SELECT seq, at, actor, address, action, detail, hash FROM audit
     WHERE ($1::bigint IS NULL OR seq < $1) AND ($2::text IS NULL OR actor = $2)
       AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4)
       AND ($5::text IS NULL OR action ~* $5)
       AND ($6::text IS NULL OR $6 IN (${names.map((name) => `detail->>'${name}'`).join(', ')}))
       AND ($7::text IS NULL OR action ILIKE $7)
       AND ($8::text IS NULL OR actor ILIKE $8 OR address ILIKE $8 OR action ILIKE $8 OR detail::text ILIKE $8)
     ORDER BY seq DESC LIMIT $9`,
    [before, actor, from, to, resource, which, containing(action), containing(q), limit].map((value) => value ?? null),
  );
}

/** The actions on a resource as a regular expression, and which one is meant. */
function partsOf(object: string | undefined): { resource?: string; which?: string | undefined } {
  if (object === undefined) return {};
  const [name = '', ...rest] = object.split('/');
  const resource = `^\\S+ /(admin/v1|api(/v[0-9])?|mqtt)/${name.replaceAll(/[^\w-]/g, '')}(/|$)`;
  return { resource, which: rest.length === 0 ? undefined : rest.join('/') };
}
