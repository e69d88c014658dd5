import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { checkFingerprint } from '../platform/auth/encryption-key.js';
import type { SealedBox } from '../platform/crypto/sealed-box.js';
import { dataSourceOptions } from '../platform/database/data-source.js';
import { removeGateway, writeGateway } from '../platform/database/gateway-row.js';

/**
 * Checks the encryption key, and says in the same transaction that this gateway runs and which keys it holds: a rotation
 * begins before that or behind it. It comes before the application, which seals as soon as it is there.
 * @returns the name of this gateway
 * @throws ConfigError if the key is not the database's
 */
export async function admit(databaseUrl: string, seal: SealedBox): Promise<string> {
  const id = randomUUID();
  const source = new DataSource(dataSourceOptions(databaseUrl, [], 1));
  await source.initialize();
  try {
    await source.transaction(async (tx) => {
      await checkFingerprint(tx, seal);
      await removeGateway(tx, id);
      await writeGateway(tx, id, seal, null);
    });
  } finally {
    await source.destroy();
  }
  return id;
}
