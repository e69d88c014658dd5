import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '../platform/config.js';
import { startEmbeddedPostgres } from '../platform/database/embedded/postgres.js';
import { makeFolder } from '../platform/database/embedded/make-folder.js';
import { End } from './shutdown.js';
import { about } from '../platform/errors.js';
import { newLog } from '../platform/log.js';

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
    // Loading the application takes as long as starting PostgreSQL, so both are done at once.
    const application = import('./serve.js');
    application.catch(() => undefined);
    const database = await openDatabase(config, say);
    end.push(database.stop);
    const { serve } = await application;
    await serve(config, database.url, newLog(config.logLevel, output), end, say);
  });
}
