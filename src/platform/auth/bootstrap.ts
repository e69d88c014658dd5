import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Config } from '../config.js';
import { newId } from '../database/id.js';
import { notify } from '../database/unit-of-work.js';
import { hashPassword, isPassword } from '../operator/password.js';
import { makeSetupLink } from '../operator/setup-link.js';
import { adminScope } from './scopes.js';
import { hashToken, makeToken } from './token.service.js';
import { lock } from '../database/locks.js';

/** Secrets that were made at this start and are shown once; null if nothing was made. */
export interface FirstRunSecrets {
  readonly adminToken: string | null;
  readonly adminPassword: string | null;
  /** Of the link that signs in once; there beside a password that was made. */
  readonly setupSecret?: string;
}

/**
 * Stores the tokens and the password of the environment in the database. Those of the last start's variables are
 * replaced, or revoked if the variable is gone. A database without any admin token or password gets one (docs/rules.md
 * 7).
 */
export async function bootstrapSecrets(tx: EntityManager, config: Config): Promise<FirstRunSecrets> {
  await lock(tx, 'bootstrapSecrets');
  await putToken(tx, 'API_TOKEN', config.apiToken, []);
  await putToken(tx, 'ADMIN_TOKEN', config.adminToken, [adminScope]);
  notify(tx, 'token');
  const adminToken = await ensureAdminToken(tx, config);
  const adminPassword = await ensurePassword(tx, config);
  return {
    ...{ adminToken, adminPassword },
    ...(adminPassword === null ? {} : { setupSecret: await makeSetupLink(tx) }),
  };
}

/** Under the lock `bootstrapSecrets`. @param token null = none from now on */
export async function putToken(
  tx: EntityManager,
  variable: string,
  token: string | null,
  scopes: string[],
): Promise<void> {
  const hash = token === null ? null : hashToken(token);
  await tx.query('DELETE FROM api_token WHERE bootstrap = $1 AND token_hash IS DISTINCT FROM $2', [variable, hash]);
  if (hash === null) return;
  await tx.query(
    `INSERT INTO api_token (id, name, token_hash, scopes, bootstrap) VALUES ($1, $2, $3, $4, $2)
     ON CONFLICT (token_hash) DO UPDATE SET scopes = excluded.scopes`,
    [newId(), variable, hash, JSON.stringify(scopes)],
  );
}

/** A variable replaces the token that was made at the first start. */
async function ensureAdminToken(tx: EntityManager, { adminToken }: Config): Promise<string | null> {
  if (adminToken !== null) {
    await tx.query(`DELETE FROM api_token WHERE bootstrap = 'generated'`);
    return null;
  }
  const found: unknown[] = await tx.query('SELECT 1 FROM api_token WHERE scopes ? $1 LIMIT 1', [adminScope]);
  if (found.length > 0) return null;
  const made = makeToken();
  await tx.query(
    `INSERT INTO api_token (id, name, token_hash, scopes, bootstrap) VALUES ($1, 'admin', $2, $3, 'generated')`,
    [newId(), hashToken(made), JSON.stringify([adminScope])],
  );
  return made;
}

/** Whoever signs in with ADMIN_PASSWORD, or with the password of the first start. */
const firstOperator = 'admin';

/** The password of the variable comes back with each start; sessions end where it is another one than before. */
async function ensurePassword(tx: EntityManager, { adminPassword }: Config): Promise<string | null> {
  if (adminPassword !== null) {
    await putPassword(tx, adminPassword);
    return null;
  }
  await tx.query('UPDATE operator SET fixed_password = false WHERE fixed_password');
  const found: unknown[] = await tx.query(`SELECT 1 FROM operator WHERE role = 'admin' LIMIT 1`);
  if (found.length > 0) return null;
  const kept = await keptPassword(tx);
  const made = kept === null ? randomBytes(12).toString('base64url') : null;
  await putOperator(tx, kept ?? (await hashPassword(made ?? '')), { isFixed: false, mustChange: true });
  return made;
}

async function putPassword(tx: EntityManager, password: string): Promise<void> {
  const [before]: { id: string; password: string | null }[] = await tx.query(
    'SELECT id, password FROM operator WHERE lower(name) = $1',
    [firstOperator],
  );
  const isSame = before !== undefined && (await isPassword(password, before.password));
  if (before && !isSame) await tx.query('DELETE FROM operator_session WHERE operator_id = $1', [before.id]);
  const hash = isSame && before.password !== null ? before.password : await hashPassword(password);
  await putOperator(tx, hash, { isFixed: true, mustChange: false });
}

const putOperator = (
  tx: EntityManager,
  password: string,
  { isFixed, mustChange }: Record<'isFixed' | 'mustChange', boolean>,
) =>
  tx.query(
    `INSERT INTO operator (id, name, password, role, fixed_password, must_change) VALUES ($1, $2, $3, 'admin', $4, $5)
     ON CONFLICT (lower(name)) DO UPDATE SET password = excluded.password, role = excluded.role, disabled = false,
       area_codes = NULL, department_codes = NULL, fixed_password = excluded.fixed_password, must_change = excluded.must_change`,
    [newId(), firstOperator, password, isFixed, mustChange],
  );

/** Before there were operators, their one password was a setting. */
async function keptPassword(tx: EntityManager): Promise<string | null> {
  const [[kept]]: [{ value: { salt: string; hash: string } }[], number] = await tx.query(
    `DELETE FROM setting WHERE key = 'adminPassword' RETURNING value`,
  );
  return kept ? ['scrypt', 16_384, 8, 1, kept.value.salt, kept.value.hash].join('$') : null;
}
