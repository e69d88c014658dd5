import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bootstrapSecrets, type FirstRunSecrets } from '../platform/auth/bootstrap.js';
import { firstRunFile } from '../platform/auth/first-run-file.js';
import type { Config } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';

/**
 * Stores the secrets of the environment, and makes an admin password and token if the database has none. New secrets
 * are shown once: they are printed, and written to DATA_DIR/first-run.txt (mode 0600).
 */
export async function firstRun(app: NestFastifyApplication, config: Config): Promise<FirstRunSecrets> {
  const secrets = await app.get(UnitOfWork).run((tx) => bootstrapSecrets(tx, config));
  const lines = Object.entries({ 'admin password': secrets.adminPassword, 'admin token': secrets.adminToken })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value ?? ''}`);
  const path = join(config.dataDir, firstRunFile);
  if (lines.length > 0) {
    const flag = existsSync(path) ? 'a' : 'w';
    writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600, flag });
  }
  return secrets;
}
