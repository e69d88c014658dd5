import type { EntityManager } from 'typeorm';

/** Who calls, and what for. Made by the hook that checked the token. */
export interface Caller {
  /** `token:<name>`, `operator:<name>` or `system`. */
  readonly actor: string;
  /** Id of the token, for what is kept per reader. */
  readonly tokenId: string;
  readonly address: string;
  /** Method and path pattern. */
  readonly action: string;
  /** Parameters without secrets, photos and templates. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Writes a row of the audit log in the transaction that it tells of. */
export async function recordAudit(tx: EntityManager, caller: Caller, object = ''): Promise<void> {
  await tx.query(`INSERT INTO audit (actor, address, action, object, detail) VALUES ($1, $2, $3, $4, $5)`, [
    caller.actor,
    caller.address,
    caller.action,
    object,
    storable(JSON.stringify(caller.detail)),
  ]);
}

/** jsonb takes neither NUL nor half a surrogate pair, in a name as little as in a value. */
const storable = (json: string): string =>
  json.replace(/\\(?:u(0000|d[89a-f][0-9a-f]{2})|[^])/g, (escape, refused?: string) => (refused ? '\ufffd' : escape));
