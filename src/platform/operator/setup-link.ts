import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { hashToken } from '../auth/token.service.js';

const minutes = 30;

/** The secret of a link that signs the first operator in once. Only its hash is kept; an earlier one is void. */
export async function makeSetupLink(tx: EntityManager): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await tx.query(
    `INSERT INTO setting (key, value)
     VALUES ('setupLink', jsonb_build_object('hash', $1::text, 'until', now() + interval '${minutes} minutes'))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [hashToken(secret)],
  );
  return secret;
}

/** Whose first sign-in the link is for: once somebody has chosen a password, it opens nothing any more. */
export async function operatorOfSetup(tx: EntityManager): Promise<string | null> {
  const [first]: { id: string }[] = await tx.query(
    `SELECT id FROM operator WHERE role = 'admin' AND must_change AND NOT disabled AND NOT fixed_password
     ORDER BY created_at, id LIMIT 1`,
  );
  return first?.id ?? null;
}

/** @returns false if it is not the link, or was used, or is too old */
export async function spendSetupLink(tx: EntityManager, secret: string, sessionId: string): Promise<boolean> {
  const [, spent]: [unknown, number] = await tx.query(
    `UPDATE setting SET value = value || jsonb_build_object('session', $2::text)
     WHERE key = 'setupLink' AND value->>'hash' = $1 AND NOT value ? 'session' AND (value->>'until')::timestamptz > now()`,
    [hashToken(secret), sessionId],
  );
  return spent === 1;
}

/** Whoever came by the link knows no password: its secret stands for the old one, in that session. */
export async function isSecretOfSession(tx: EntityManager, secret: string, sessionId: string): Promise<boolean> {
  const found: unknown[] = await tx.query(
    `SELECT 1 FROM setting WHERE key = 'setupLink' AND value->>'hash' = $1 AND value->>'session' = $2`,
    [hashToken(secret), sessionId],
  );
  return found.length > 0;
}

export const forgetSetupLink = (tx: EntityManager): Promise<unknown> =>
  tx.query(`DELETE FROM setting WHERE key = 'setupLink'`);
