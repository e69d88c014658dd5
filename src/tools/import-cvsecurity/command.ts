import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { openDatabase } from '../target-database.js';
import { checkFingerprint, loadEncryptionKey } from '../../platform/auth/encryption-key.js';
import { ConfigError } from '../../platform/config-error.js';
import { loadConfig, type Config } from '../../platform/config.js';
import { prepareSchema } from '../../platform/database/migrate.js';
import { sessionLock } from '../../platform/database/locks.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { newLog } from '../../platform/log.js';
import { ImportModule } from './import.module.js';
import { OldServer, type OldServerOptions } from './old-server.js';
import { OldServerError } from './old-server-error.js';
import { ImportRunService, type ImportResult } from './import-run.service.js';
import type { Progress } from './run-parts.js';
import { settingsOf, type GivenOptions, type ImportSettings } from './settings.js';
import { UsageError } from '../usage-error.js';

/** Where the command prints. */
export interface Screen {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly progress: Progress;
}

/** Another import is writing to the same database. */
class Busy extends Error {}

/**
 * @param env the settings of the gateway
 * @param old how long its answers are waited for
 * @returns the exit code: 0 done, 1 something was refused, 2 it could not be done
 */
export async function importCvsecurity(
  given: GivenOptions,
  screen: Screen,
  env: NodeJS.ProcessEnv,
  old: Partial<OldServerOptions> = {},
): Promise<number> {
  try {
    const settings = settingsOf(given);
    const config = loadConfig(env);
    const server =
      settings.url && new OldServer({ url: settings.url, token: settings.token, rps: settings.rps, ...old });
    const result = await onDatabase(
      config,
      (url) => imported(config, url, settings, server, screen.progress),
      settings,
    );
    return tell(settings, result, screen);
  } catch (error) {
    screen.err(lineOf(error));
    return 2;
  }
}

function lineOf(error: unknown): string {
  const isOurs = [UsageError, ConfigError, OldServerError, Busy].some((kind) => error instanceof kind);
  const [line = ''] = (error as Error).message.split('\n');
  return isOurs || line !== '' ? line : 'the import broke off';
}

async function onDatabase(
  config: Config,
  work: (url: string) => Promise<ImportResult>,
  { apply }: ImportSettings,
): Promise<ImportResult> {
  const database = await openDatabase(config);
  try {
    await prepareSchema(config, database.url);
    return await alone(database.url, apply, () => work(database.url));
  } finally {
    await database.close();
  }
}

async function imported(
  config: Config,
  databaseUrl: string,
  settings: ImportSettings,
  server: OldServer | null,
  progress: Progress,
): Promise<ImportResult> {
  const platform = { config, databaseUrl, seal: loadEncryptionKey(config), log: newLog('fatal') };
  const context = await NestFactory.createApplicationContext(ImportModule.of(platform), {
    logger: false,
    abortOnError: false,
  });
  try {
    await context.get(UnitOfWork).run((tx) => checkFingerprint(tx, platform.seal));
    return await context.get(ImportRunService).run(settings, server, progress);
  } finally {
    await context.close();
  }
}

/** Two imports at once would write the same objects twice; a trial writes nothing. */
async function alone<T>(databaseUrl: string, writes: boolean, work: () => Promise<T>): Promise<T> {
  if (!writes) return work();
  const session = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: 'postern import' });
  session.on('error', () => undefined);
  await session.connect();
  try {
    const { rows } = await session.query<{ free: boolean }>(sessionLock('import'));
    if (rows[0]?.free !== true) throw new Busy('another import is writing to this database: wait for its end');
    return await work();
  } finally {
    await session.end();
  }
}

function tell({ apply, report }: ImportSettings, { lines, refused, broken }: ImportResult, screen: Screen): number {
  screen.out(apply ? 'applied' : 'a trial: nothing was written; --apply writes');
  for (const line of lines) screen.out(line);
  if (report !== null) screen.out(`the report is in ${report}`);
  if (broken !== '') screen.err(broken);
  return broken !== '' ? 2 : refused > 0 ? 1 : 0;
}
