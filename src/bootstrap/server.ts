import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '../platform/config.js';
import { makeBallast } from '../platform/disk/ballast.js';
import { startEmbeddedPostgres } from '../platform/database/embedded/postgres.js';
import { makeFolder } from '../platform/database/embedded/make-folder.js';
import { End } from './shutdown.js';
import { about } from '../platform/errors.js';
import { newLog } from '../platform/log.js';
import { WorkerFleet } from './workers/fleet.js';

/** PostgreSQL of its own, or the one that the operator names. */
async function openDatabase(config: Config, end: End, say: (line: string) => void): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl;
  const database = await startEmbeddedPostgres({ dataDir: config.dataDir, log: say });
  end.push(database.stop);
  const stopped = new AbortController();
  const ballast = makeBallast(config.dataDir, config.diskLimits, stopped.signal).catch(() => false);
  end.push(() => {
    stopped.abort();
    return ballast;
  });
  return database.url;
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
export async function start(config: Config): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const output = pino.destination(1);
  const drainMs = config.drainSeconds * 1_000;
  const end = new End(say, drainMs);
  end.onSignals();
  for (const stream of [process.stdout, process.stderr, output]) end.onClosed(stream);
  makeDataDir(config.dataDir);
  await end.during(async () => {
    const log = newLog(config.logLevel, output);
    if (config.workers > 1) {
      const databaseUrl = await openDatabase(config, end, say);
      const onUnheard = () => end.begin();
      const fleet = new WorkerFleet({ workers: config.workers, databaseUrl, log, drainMs, onUnheard });
      end.push(() => fleet.stop(end.hurried));
      return fleet.start();
    }
    // Loading the application takes as long as starting PostgreSQL, so both are done at once.
    const application = import('./serve.js');
    application.catch(() => undefined);
    const databaseUrl = await openDatabase(config, end, say);
    const { serve } = await application;
    await serve(config, databaseUrl, log, end, say);
  });
}
