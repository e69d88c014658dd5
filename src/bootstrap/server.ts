import { rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { createApp, newNestLog } from './create-app.js';
import type { Config } from '../platform/config.js';
import { startEmbeddedPostgres } from '../platform/database/embedded/postgres.js';
import { makeFolder } from '../platform/database/embedded/make-folder.js';
import { migrate } from '../platform/database/migrate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { End } from './shutdown.js';
import { about, aboutListening } from '../platform/errors.js';
import { makeDocuments } from '../platform/http/kept-documents.js';
import { firstRun } from './first-run.js';
import { DeviceListener } from '../devices/push/device-listener.js';
import { newLog } from '../platform/log.js';
import { checkFingerprint, loadEncryptionKey } from '../platform/auth/encryption-key.js';
import { startupBanner } from './startup-banner.js';

interface Database {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function openDatabase(config: Config, say: (line: string) => void): Promise<Database> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({ dataDir: config.dataDir, log: say });
}

function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
    const trial = join(dataDir, `.trial.${process.pid}`);
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    about('DATA_DIR')(error);
  }
}

/** Starts everything and prints where it is. Stops it when it is told to, or when nobody reads its output any more. */
export async function startServer(config: Config): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const output = pino.destination(1);
  const end = new End(say);
  end.onSignals();
  for (const stream of [process.stdout, process.stderr, output]) end.onClosed(stream);
  makeDataDir(config.dataDir);
  await end.during(async () => {
    const database = await openDatabase(config, say);
    end.push(database.stop);
    await serve(config, database.url, newLog(config.logLevel, output), end, say);
  });
}

async function serve(config: Config, databaseUrl: string, log: Logger, end: End, say: (line: string) => void) {
  await (config.databaseUrl ? migrate(databaseUrl).catch(about('DATABASE_URL')) : migrate(databaseUrl));
  end.check();
  const platform = { config, databaseUrl, seal: loadEncryptionKey(config), log };
  const app = await createApp(platform);
  end.push(() => app.close());
  await app.init();
  await app.get(UnitOfWork).run((tx) => checkFingerprint(tx, platform.seal));
  const secrets = await firstRun(app, config);
  end.check();
  if (config.apiDocs) await makeDocuments(app.getHttpAdapter().getInstance());
  end.check();
  // Nest would also print why it cannot listen: our last line says it, and names the variable.
  app.useLogger(false);
  await app.listen(config.port, config.host).catch(aboutListening('PORT'));
  app.useLogger(newNestLog());
  const { port } = app.getHttpServer().address() as AddressInfo;
  say(startupBanner(config, { port, devicePort: app.get(DeviceListener).ownPort ?? port }, secrets));
}
