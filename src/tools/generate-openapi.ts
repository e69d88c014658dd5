import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { createApp } from '../bootstrap/create-app.js';
import { loadConfig } from '../platform/config.js';
import { SealedBox } from '../platform/crypto/sealed-box.js';
import { newLog } from '../platform/log.js';
import { openapiFiles } from './openapi-files.js';

/**
 * Writes the files that are generated from the declarations (openapi-files.ts). Nothing is started, no database is
 * needed.
 */
const platform = {
  config: loadConfig({}),
  databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
  seal: new SealedBox(Buffer.alloc(32)),
  log: newLog('silent'),
};
const app = await createApp(platform, { preview: true });
for (const [path, text] of Object.entries(openapiFiles(app))) writeFileSync(path, text);
process.exit(0);
