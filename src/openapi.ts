import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { createApp } from './app.js';
import { loadConfig } from './config.js';
import { Seal } from './db/seal.js';
import { newLog } from './log.js';
import { documentText } from './openapi-documents.js';

/** Writes openapi/facade.json and openapi/admin.json. Nothing is started, no database is needed. */
const house = {
  config: loadConfig({}),
  databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
  seal: new Seal(Buffer.alloc(32)),
  log: newLog('silent'),
};
const app = await createApp(house, { preview: true });
for (const side of ['facade', 'admin'] as const) writeFileSync(`openapi/${side}.json`, documentText(app, side));
process.exit(0);
