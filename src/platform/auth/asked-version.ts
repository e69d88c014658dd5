import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { Failure, fieldError } from '../errors.js';
import { versionedIn, type VersionedRow } from '../operator/versioned-rows.js';

/** Any version, as long as the thing is there. */
const any = '*';

/** The thing that a writing call is about, and which version of it the caller has read. */
export interface AskedVersion {
  readonly row: VersionedRow;
  readonly parameter: string;
  readonly key: string;
  /** It is the thing itself that is changed, nothing below it. */
  readonly isItself: boolean;
  /** Words of its path: what stands behind them is below it. */
  readonly depth: number;
  /** Its `updatedAt`, or `*`; null = the caller has not said. */
  readonly wanted: string | null;
  /** PUT would make what is not there, and that has no version. */
  readonly isPut: boolean;
  /** A call may have several transactions: the first one decides, and changes the version itself. */
  isChecked: boolean;
  /** The version that the last transaction of this call has left; null = there was none, or the thing is gone. */
  left: Date | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    version?: AskedVersion | undefined;
  }
}

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/** @throws Failure invalid for an `If-Match` that cannot be meant */
export function versionAskedIn(request: FastifyRequest): AskedVersion | undefined {
  if (request.version || reads.has(request.method)) return request.version;
  const pattern = request.routeOptions.url ?? '';
  const found = versionedIn(pattern);
  const key = found && (request.params as Record<string, unknown>)[found.parameter];
  if (!found || typeof key !== 'string') return undefined;
  const { isItself } = found;
  const wanted = wantedIn(request.headers['if-match']);
  const isPut = isItself && request.method === 'PUT';
  request.version = { ...found, key, wanted, isPut, isChecked: false, left: null };
  return request.version;
}

/** `"2026-05-01T08:00:00.123Z"` */
const tag = /^"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"$/;

function wantedIn(header: string | undefined): string | null {
  if (header === undefined) return null;
  const said = header.trim();
  if (said === any) return any;
  const [, at] = tag.exec(said) ?? [];
  if (at === undefined || Number.isNaN(Date.parse(at)))
    throw fieldError('If-Match', 'must be the updatedAt that was read, in quotation marks, or *');
  return at;
}

const read = ({ row, key }: AskedVersion, tx: EntityManager, more = ''): Promise<{ at: Date }[]> =>
  tx.query(`SELECT ${row.column} AS at FROM ${row.table} WHERE ${row.is} ${more}`, [key]);

/**
 * Before anything is written: the row stays locked until the end, so of two editors exactly one finds the version that
 * both have read. What is not there is refused by the call itself.
 * @throws Failure changed
 */
export async function checkVersion(tx: EntityManager, version: AskedVersion): Promise<void> {
  const { wanted, isChecked } = version;
  if (wanted === null || isChecked) return;
  const [present] = await read(version, tx, 'FOR NO KEY UPDATE');
  if (present && (wanted === any || present.at.toISOString() === wanted)) return;
  if (!present && !version.isPut) return;
  throw new Failure('changed', 'this has been changed since you read it');
}

/** After everything is written: what the answer says is the version that this transaction leaves. */
export async function noteVersion(tx: EntityManager, version: AskedVersion): Promise<void> {
  const [present] = await read(version, tx);
  version.left = present?.at ?? null;
}
