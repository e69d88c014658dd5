import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyPath } from '../../platform/auth/encryption-key.js';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { BackupFault, keyName, type Manifest } from './format.js';

type KeyPlace = Pick<Config, 'encryptionKey' | 'dataDir'> & Partial<Pick<Config, 'encryptionKeyOld' | 'secretFiles'>>;

/**
 * The keys of the gateway, the newest first, as their file has them now; null if there is none yet. While the key
 * changes, the database says which of them seals. A file is read again: it may have changed since the start.
 */
export async function sealingKey(place: KeyPlace): Promise<string | null> {
  const path = keyPath(place);
  const text = path === null ? null : await readFile(path, 'utf8').catch(() => null);
  if (text !== null) return text;
  const { encryptionKey, encryptionKeyOld = [] } = place;
  if (!encryptionKey) return null;
  return [encryptionKey, ...encryptionKeyOld].map((key) => `${key.toString('base64')}\n`).join('');
}

/** A file may have the key of before, too, behind the present one. */
const fingerprintsIn = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((word) => Buffer.from(word, 'base64'))
    .filter((key) => key.length === 32)
    .map((key) => new SealedBox(key).fingerprint);

/**
 * Whether what is sealed in a backup can be opened after its restore.
 * @param inside the key that the backup has
 * @returns the key that is to be written to DATA_DIR; null = the right one is there
 * @throws BackupFault if it is nowhere
 */
export async function keyFor(
  place: KeyPlace,
  { keyFingerprint }: Pick<Manifest, 'keyFingerprint'>,
  inside: string | null,
): Promise<string | null> {
  if (keyFingerprint === null) return null;
  const here = await sealingKey(place);
  if (here !== null && fingerprintsIn(here).includes(keyFingerprint)) return null;
  if (place.encryptionKey) throw new BackupFault('ENCRYPTION_KEY must be the key of the backup, or not be set');
  if (inside !== null && fingerprintsIn(inside).includes(keyFingerprint)) return inside;
  throw new BackupFault(
    `the backup was made without its key: put that into ${join(place.dataDir, keyName)}, or into ENCRYPTION_KEY`,
  );
}

/** The key that was there is kept beside it. */
export async function writeKey({ dataDir }: KeyPlace, text: string, suffix: string): Promise<void> {
  const path = join(dataDir, keyName);
  if (existsSync(path)) await rename(path, `${path}.${suffix}`);
  await writeFile(path, text, { mode: 0o600, flag: 'wx' });
}
