import { rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './app.js';
import type { Config } from './config.js';
import { startEmbeddedPostgres } from './db/embedded/postgres.js';
import { makeFolder } from './db/embedded/make-folder.js';
import { migrate } from './db/migrate.js';
import { Work } from './db/work.js';
import { about } from './errors.js';
import { firstRun } from './first-run.js';
import { newLog } from './log.js';
import { checkFingerprint, loadSeal } from './secrets.js';
import { welcome } from './welcome.js';

interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** A stop that hangs must not keep the process alive (rules 7: exit within 10 s). */
const longestStop = 9_000;

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

/** Starts everything, prints where it is, and stops it again on SIGTERM and SIGINT. */
export async function startServer(config: Config): Promise<NestFastifyApplication> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  makeDataDir(config.dataDir);
  const database = await openDatabase(config, say);
  try {
    return await serve(config, database, say);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** What the address of the listener is to blame for; the rest is the port's fault. */
const isAddress = (error: unknown): boolean =>
  ['ENOTFOUND', 'EADDRNOTAVAIL', 'EAI_AGAIN'].includes((error as NodeJS.ErrnoException).code ?? '');

async function serve(config: Config, database: Database, say: (line: string) => void) {
  await (config.databaseUrl ? migrate(database.url).catch(about('DATABASE_URL')) : migrate(database.url));
  const house = { config, databaseUrl: database.url, seal: loadSeal(config), log: newLog(config.logLevel) };
  const app = await createApp(house);
  await app.init();
  await app.get(Work).run((tx) => checkFingerprint(tx, house.seal));
  const secrets = await firstRun(app, config);
  await app
    .listen(config.port, config.host)
    .catch((error: unknown) => about(isAddress(error) ? 'HOST' : 'PORT')(error));
  stopOnSignals(app, database);
  const { port } = app.getHttpServer().address() as AddressInfo;
  say(welcome(config, port, secrets));
  return app;
}

function stopOnSignals(app: NestFastifyApplication, database: Database): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    process.stdout.write('Postern is stopping.\n');
    setTimeout(() => process.exit(0), longestStop).unref();
    void app
      .close()
      .catch(() => undefined)
      .then(() => database.stop())
      .finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
