import type { EntityManager } from 'typeorm';
import type { AuditKey } from './audit-key.js';
import type { AskedVersion } from './asked-version.js';

/** The caller and the call. Made by the hook that checked the token. */
export interface Caller {
  /** `token:<name>`, `operator:<name>`, `mqtt` or `system`. */
  readonly actor: string;
  /** Id of the token, for data that is kept for each reader. */
  readonly tokenId: string;
  readonly address: string;
  /** Method and path pattern. */
  readonly action: string;
  /** Parameters without secrets, photos and templates. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** When the request came, by `steadyMs`. */
  readonly askedAt?: number;
  /** When it is too late for what the call wants, by `steadyMs`; a command then lives no longer. */
  readonly deadline?: number;
  /** What the call is about, where that has versions. */
  readonly version?: AskedVersion | undefined;
}

/** Writes a row of the audit log in the transaction that it is about: only such a row will be chained. */
export async function recordAudit(tx: EntityManager, key: AuditKey, caller: Caller, object = ''): Promise<void> {
  const { actor, address, action } = caller;
  const text = storable(JSON.stringify(caller.detail));
  const salt = key.newSalt();
  const digest = key.digest(salt, { actor, address, action, object, detail: JSON.parse(text) as object });
  await tx.query(
    `INSERT INTO audit (actor, address, action, object, detail, salt, digest) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [actor, address, action, object, text, salt, digest],
  );
}

/** jsonb takes neither NUL nor half a surrogate pair, in a name as little as in a value. */
const storable = (json: string): string =>
  json.replace(/\\(?:u(0000|d[89a-f][0-9a-f]{2})|[^])/g, (escape, refused?: string) => (refused ? '\ufffd' : escape));
