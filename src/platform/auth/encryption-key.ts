import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config-error.js';
import type { Config } from '../config.js';
import type { KeyState } from '../crypto/key-ring.js';
import { SealedBox } from '../crypto/sealed-box.js';
import { makeFolder } from '../database/embedded/make-folder.js';
import { lockCall } from '../database/locks.js';
import { keys32 } from '../secret-settings.js';

export const keyFile = 'encryption.key';

type KeySettings = Pick<Config, 'encryptionKey' | 'dataDir'> &
  Partial<Pick<Config, 'encryptionKeyOld' | 'secretFiles'>>;
interface Queries {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** The file with the keys, one a line, the newest first; null = they stand in the environment. */
export const keyPath = ({ encryptionKey, secretFiles, dataDir }: KeySettings): string | null =>
  secretFiles?.encryptionKey ?? (encryptionKey === null ? join(dataDir, keyFile) : null);

/**
 * The keys as they are given now, the newest first. Nothing is made.
 * @returns null if there is no key yet
 */
export function readKeys(config: KeySettings): readonly Buffer[] | null {
  const path = keyPath(config);
  if (path === null)
    return [...(config.encryptionKey ? [config.encryptionKey] : []), ...(config.encryptionKeyOld ?? [])];
  if (!existsSync(path)) return null;
  const keys = keys32(readFileSync(path, 'utf8'));
  if (keys === undefined)
    throw new ConfigError(`ENCRYPTION_KEY must be 32 bytes in base64: ${path} holds something else`);
  return keys;
}

/** The key from ENCRYPTION_KEY, or the one in DATA_DIR, which is made at the first start (mode 0600). */
export function loadEncryptionKey(config: KeySettings): SealedBox {
  const path = join(config.dataDir, keyFile);
  const isOurs = keyPath(config) === path;
  if (isOurs && !existsSync(path)) {
    makeFolder(config.dataDir);
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const [key, ...older] = readKeys(config) ?? [];
  if (!key) throw new ConfigError('ENCRYPTION_KEY must be 32 bytes in base64');
  if (isOurs) chmodSync(path, 0o600);
  return new SealedBox(key, older);
}

const sealingSetting = 'encryptionKeyFingerprint';
const rotationSetting = 'encryptionKeyRotation';

/** What the database keeps of its rotations. */
export interface Rotation {
  /** The first key of the database, sealed by the present one, base64. */
  readonly first: string;
  /** Fingerprints of keys that may have sealed something that is still there. */
  readonly before: readonly string[];
  /** Fingerprints of all keys that were ever used. */
  readonly used: readonly string[];
}

export interface StoredKeyState extends KeyState {
  readonly used: readonly string[];
}

/** What the database says of its keys. */
export async function readKeyState(tx: Queries): Promise<StoredKeyState> {
  const rows = (await tx.query(
    `SELECT key, value FROM setting WHERE key IN ('${sealingSetting}', '${rotationSetting}')`,
  )) as { key: string; value: unknown }[];
  const valueOf = (key: string) => rows.find((row) => row.key === key)?.value;
  const sealing = valueOf(sealingSetting) as string | undefined;
  const rotation = valueOf(rotationSetting) as Rotation | undefined;
  const used = rotation?.used ?? (sealing === undefined ? [] : [sealing]);
  return { sealing, before: rotation?.before ?? [], first: rotation?.first ?? null, used };
}

/** From now on this key seals. Only under the lock `encryptionKey`. */
export async function writeKeyState(tx: Queries, sealing: string, rotation: Rotation): Promise<void> {
  const write =
    'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
  await tx.query(write, [sealingSetting, JSON.stringify(sealing)]);
  await tx.query(write, [rotationSetting, JSON.stringify(rotation)]);
}

/**
 * With another key than the database's, no sealed field could be read: it stops the start (docs/rules.md 7). Until the
 * transaction ends, no rotation begins.
 */
export async function checkFingerprint(tx: Queries, seal: SealedBox): Promise<void> {
  await tx.query(`SELECT ${lockCall('encryptionKey')}`);
  await tx.query(
    `INSERT INTO setting (key, value) VALUES ('${sealingSetting}', to_jsonb($1::text)) ON CONFLICT DO NOTHING`,
    [seal.fingerprint],
  );
  const state = await readKeyState(tx);
  const missing = seal.follow(state);
  if (missing === null) return;
  if (missing === state.sealing) {
    throw new ConfigError(
      state.first === null
        ? 'ENCRYPTION_KEY must be the key that this database was set up with'
        : 'ENCRYPTION_KEY must be the key that this database has now: it was changed with `postern rotate-key`',
    );
  }
  throw new ConfigError(
    'ENCRYPTION_KEY_OLD must hold the key before: what it has sealed is still there. `postern rotate-key` goes on',
  );
}
