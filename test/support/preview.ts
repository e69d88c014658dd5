import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/bootstrap/create-app.js';
import { loadConfig } from '../../src/platform/config.js';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { newLog } from '../../src/platform/log.js';

/** An app that is not started; that is enough for its documents. */
export const previewApp = (): Promise<NestFastifyApplication> =>
  createApp(
    {
      config: loadConfig({}),
      databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
      seal: new SealedBox(Buffer.alloc(32)),
      log: newLog('silent'),
    },
    { preview: true },
  );
