import { randomBytes, scryptSync } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Config } from '../config.js';
import { newId } from '../database/id.js';
import { notify } from '../database/unit-of-work.js';
import { adminScope } from './scopes.js';
import { hashToken, makeToken } from './token.service.js';
import { lock } from '../database/locks.js';

/** Secrets that were made at this start and are shown once; null if nothing was made. */
export interface FirstRunSecrets {
  readonly adminToken: string | null;
  readonly adminPassword: string | null;
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
  return { adminToken: await ensureAdminToken(tx, config), adminPassword: await ensurePassword(tx, config) };
}

async function putToken(tx: EntityManager, variable: string, token: string | null, scopes: string[]): Promise<void> {
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

async function ensurePassword(tx: EntityManager, { adminPassword }: Config): Promise<string | null> {
  if (adminPassword !== null) {
    await storePassword(tx, adminPassword);
    return null;
  }
  const found: unknown[] = await tx.query(`SELECT 1 FROM setting WHERE key = 'adminPassword'`);
  if (found.length > 0) return null;
  const made = randomBytes(12).toString('base64url');
  await storePassword(tx, made);
  return made;
}

const keyLength = 32;

/** Only a hash of it is stored, for the console's login. */
async function storePassword(tx: EntityManager, password: string): Promise<void> {
  const salt = randomBytes(16);
  const value = { salt: salt.toString('base64'), hash: scryptSync(password, salt, keyLength).toString('base64') };
  await tx.query(
    `INSERT INTO setting (key, value) VALUES ('adminPassword', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [JSON.stringify(value)],
  );
}
