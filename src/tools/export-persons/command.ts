import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PlatformModule, type Platform } from '../../bootstrap/platform.module.js';
import { PersonListService } from '../../modules/person/person-list.service.js';
import { PersonModule } from '../../modules/person/person.module.js';
import { AuthModule } from '../../platform/auth/auth.module.js';
import { checkFingerprint, loadEncryptionKey } from '../../platform/auth/encryption-key.js';
import { ConfigError } from '../../platform/config-error.js';
import { loadConfig } from '../../platform/config.js';
import { prepareSchema } from '../../platform/database/migrate.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { instantOf } from '../../platform/database/zone-time.js';
import { newLog } from '../../platform/log.js';
import { csvLine } from '../csv-line.js';
import { openDatabase } from '../target-database.js';
import { UsageError } from '../usage-error.js';
import { cellsOf, headings } from './old-list-file.js';

export interface GivenOptions {
  readonly since?: string;
  readonly out?: string;
  /** Tells how many they are. Only with a file: otherwise the list itself goes to the screen. */
  readonly json?: boolean;
}

export interface Screen {
  readonly out: (text: string) => void;
  readonly err: (line: string) => void;
  readonly json: (value: unknown) => void;
}

@Module({})
class ExportModule {
  static of(platform: Platform): DynamicModule {
    return { module: ExportModule, imports: [PlatformModule.of(platform), AuthModule, PersonModule] };
  }
}

const pageSize = 500;

/**
 * Writes people as a list that the old server imports.
 * @returns the exit code: 0 done, 2 it could not be done
 */
export async function exportPersons(given: GivenOptions, screen: Screen, env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const config = loadConfig(env);
    const since = sinceOf(given.since, config.siteTimeZone);
    if (given.json && given.out === undefined)
      throw new UsageError('--json needs --out: without it the list itself goes to the screen');
    const database = await openDatabase(config);
    try {
      await prepareSchema(config, database.url);
      const platform = { config, databaseUrl: database.url, seal: loadEncryptionKey(config), log: newLog('fatal') };
      const count = await written(platform, since, given.out, screen);
      if (given.json && given.out !== undefined) screen.json({ file: given.out, people: count });
      else screen.err(`${count} people`);
    } finally {
      await database.close();
    }
    return 0;
  } catch (error) {
    const [line = ''] = (error as Error).message.split('\n');
    const isOurs = error instanceof UsageError || error instanceof ConfigError;
    screen.err(isOurs || line !== '' ? line : 'the list could not be written');
    return 2;
  }
}

const clock = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?$/;

/** A time without a zone is one of the site. */
function sinceOf(text: string | undefined, timeZone: string): Date | null {
  if (text === undefined) return null;
  const [, day = '', time = '00:00', zone] = clock.exec(text) ?? [];
  const wallClock = `${day} ${time.padEnd('HH:mm:ss'.length, ':00')}`;
  if (Number.isNaN(Date.parse(`${wallClock.replace(' ', 'T')}Z`))) {
    throw new UsageError('--since must be a time such as 2026-11-23 or 2026-11-23T18:00:00');
  }
  return zone === undefined ? instantOf(wallClock, timeZone) : new Date(`${wallClock.replace(' ', 'T')}${zone}`);
}

async function written(
  platform: Platform,
  since: Date | null,
  out: string | undefined,
  screen: Screen,
): Promise<number> {
  const context = await NestFactory.createApplicationContext(ExportModule.of(platform), {
    logger: false,
    abortOnError: false,
  });
  const file = out === undefined ? null : createWriteStream(out, { mode: 0o600 });
  try {
    if (file) await once(file, 'open');
    const unitOfWork = context.get(UnitOfWork);
    await unitOfWork.run((tx) => checkFingerprint(tx, platform.seal));
    const tx = unitOfWork.manager;
    const pins: { pin: string }[] = await tx.query(
      `SELECT pin FROM person WHERE NOT is_visitor AND ($1::timestamptz IS NULL OR updated_at >= $1) ORDER BY pin`,
      [since],
    );
    await put(file, screen, `\ufeff${csvLine(headings)}`);
    let count = 0;
    for (let at = 0; at < pins.length; at += pageSize) {
      const page = pins.slice(at, at + pageSize).map(({ pin }) => pin);
      const people = await context.get(PersonListService).behind(tx, { pins: page }, '', pageSize);
      await put(file, screen, people.map((person) => csvLine(cellsOf(person))).join(''));
      count += people.length;
    }
    return count;
  } finally {
    if (file) await closed(file);
    await context.close();
  }
}

async function put(file: WriteStream | null, screen: Screen, text: string): Promise<void> {
  if (!file) screen.out(text);
  else if (!file.write(text)) await once(file, 'drain');
}

async function closed(file: WriteStream): Promise<void> {
  if (file.closed) return;
  file.end();
  await once(file, 'close');
}
