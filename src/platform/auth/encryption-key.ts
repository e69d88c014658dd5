import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { ConfigError } from '../config-error.js';
import type { Config } from '../config.js';
import { makeFolder } from '../database/embedded/make-folder.js';
import { SealedBox } from '../crypto/sealed-box.js';

const keyFile = 'encryption.key';

/** The key from ENCRYPTION_KEY, or the one in DATA_DIR, which is made at the first start (mode 0600). */
export function loadEncryptionKey({ encryptionKey, dataDir }: Config): SealedBox {
  if (encryptionKey) return new SealedBox(encryptionKey);
  const path = join(dataDir, keyFile);
  if (!existsSync(path)) {
    makeFolder(dataDir);
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== 32)
    throw new ConfigError(`ENCRYPTION_KEY must be 32 bytes in base64: ${path} holds something else`);
  chmodSync(path, 0o600);
  return new SealedBox(key);
}

/** With another key than the database's, no sealed field could be read: it stops the start (docs/rules.md 7). */
export async function checkFingerprint(tx: EntityManager, seal: SealedBox): Promise<void> {
  await tx.query(
    `INSERT INTO setting (key, value) VALUES ('encryptionKeyFingerprint', to_jsonb($1::text)) ON CONFLICT DO NOTHING`,
    [seal.fingerprint],
  );
  const rows: { value: string }[] = await tx.query(`SELECT value FROM setting WHERE key = 'encryptionKeyFingerprint'`);
  if (rows[0]?.value !== seal.fingerprint) {
    throw new ConfigError('ENCRYPTION_KEY must be the key that this database was set up with');
  }
}
