import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { dataSourceOptions } from './data-source.js';
import { InitialSchema1795305620000 as First } from './migrations/1795305620000-initial-schema.js';
import { migrations } from './migrations/all.js';
import { standOf } from './migrations/history.js';
import { oldestGateway, raiseOldest, readOldest, whyTooOld } from './oldest-gateway.js';
import { bringSchemaUpToDate, outdatedObjects } from './schema/bring-up-to-date.js';
import { inShortLocks, ShortLocks } from './short-locks.js';
import { refuseHalfRestored } from './half-restored.js';
import { tryLockCall } from './locks.js';

const oldestServer = 150_000;
const lookMs = 200;

/** What was done, or is to be done. */
export interface Migrated {
  /** Migrations, by their names. */
  readonly migrations: readonly string[];
  /** Functions, views and triggers, as `view level_place`. */
  readonly objects: readonly string[];
}

const nothing: Migrated = { migrations: [], objects: [] };

/**
 * Brings the database up to date. Any number of gateways may call it at once; each migration runs once (docs/rules.md
 * 7).
 * @param say told where something lasts
 * @throws Error of one line if the database is of a newer version, or of one that is too old, or is half restored
 */
export async function migrate(url: string, say: (text: string) => void = () => undefined): Promise<Migrated> {
  return onServer(url, async (guard) => {
    // A transaction-level lock, because a pooler may hand the next statement to another session.
    await guard.query('BEGIN');
    await waitForTurn(guard);
    const source = await opened(url);
    try {
      const done = await brought(source, say);
      await guard.query('COMMIT');
      return done;
    } finally {
      await source.destroy();
    }
  });
}

/**
 * What `migrate` would do; it changes nothing.
 * @throws Error as `migrate` does
 */
export async function toMigrate(url: string): Promise<Migrated> {
  return onServer(url, async () => {
    const source = await opened(url);
    try {
      const { stand, done } = await standIn(source);
      if (stand === 'newer') return nothing;
      const known = new Set(stand === 'takeOver' ? [...done, First.name] : done);
      const missing = migrations.map(({ name }) => name).filter((name) => !known.has(name));
      return { migrations: missing, objects: await outdatedObjects(source) };
    } finally {
      await source.destroy();
    }
  });
}

/**
 * For whoever is about to work on the database. With MIGRATE=off somebody else brings it up to date before.
 * @throws Error as `migrate` does, and where that was not done
 */
export async function prepareSchema({ migrate: isOn }: Pick<Config, 'migrate'>, url: string): Promise<void> {
  if (isOn) await migrate(url);
  else {
    const missing = inWords(await toMigrate(url));
    if (missing !== null)
      throw new Error(`the database is not migrated (${missing}), and MIGRATE is off: run "postern migrate" first`);
  }
}

/** What is missing; null = nothing. */
export function inWords({ migrations: { length: missing }, objects: { length: outdated } }: Migrated): string | null {
  const words = [
    missing > 0 ? `${missing} ${missing === 1 ? 'migration is' : 'migrations are'} missing` : '',
    outdated > 0 ? `${outdated} of the functions, views and triggers ${outdated === 1 ? 'is' : 'are'} outdated` : '',
  ].filter((text) => text !== '');
  return words.length === 0 ? null : words.join(', ');
}

async function onServer<T>(url: string, work: (guard: pg.Client) => Promise<T>): Promise<T> {
  const guard = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await guard.connect();
  try {
    const { rows } = await guard.query<{ n: string }>(`SELECT current_setting('server_version_num') AS n`);
    if (Number(rows[0]?.n) < oldestServer) throw new Error('PostgreSQL 15 or newer is needed');
    await refuseHalfRestored(guard);
    return await work(guard);
  } finally {
    await guard.end();
  }
}

/**
 * Waits while another gateway migrates. It asks again and again instead of waiting in a statement: an index that is made
 * concurrently waits for the end of every statement that began before it, also of that one.
 */
async function waitForTurn(guard: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await guard.query<{ free: boolean }>(`SELECT ${tryLockCall('migrations')} AS free`);
    if (rows[0]?.free === true) return;
    await new Promise((done) => setTimeout(done, lookMs));
  }
}

const opened = (url: string): Promise<DataSource> =>
  new DataSource({ ...dataSourceOptions(url, [], 1), subscribers: [ShortLocks] }).initialize();

async function brought(source: DataSource, say: (text: string) => void): Promise<Migrated> {
  const before = await standIn(source);
  if (before.stand === 'newer') return nothing;
  const query = source.query.bind(source);
  // Older gateways are turned away before what they use is taken away.
  if (before.hasSettings) await raiseOldest(query);
  const waits = () => say('waits for a table that is in use');
  const objects = await inShortLocks(async () => {
    await takeOver(source);
    say('migrates');
    await source.runMigrations({ transaction: 'each' });
    const changed = await bringSchemaUpToDate(source);
    await source.query('SELECT feed_make_room_ahead()');
    return changed;
  }, waits);
  await raiseOldest(query, oldestGateway);
  const after = await namesIn(source);
  return { migrations: after.filter((name) => !before.done.includes(name)), objects };
}

const namesIn = async (source: DataSource): Promise<string[]> =>
  (await source.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id')).map(({ name }) => name);

async function standIn(source: DataSource) {
  const [there] = await source.query<{ migrations: boolean; settings: boolean }[]>(
    `SELECT to_regclass('migrations') IS NOT NULL AS migrations, to_regclass('setting') IS NOT NULL AS settings`,
  );
  const done = there?.migrations === true ? await namesIn(source) : [];
  const hasSettings = there?.settings === true;
  const oldest = hasSettings ? await readOldest(source.query.bind(source)) : null;
  const tooOld = whyTooOld(oldest);
  if (tooOld !== null) throw new Error(tooOld);
  const known = migrations.map(({ name }) => name);
  return { stand: standOf(done, known, oldest !== null), done, hasSettings };
}

/**
 * A database whose state is that of the first migration gets it marked as done. The old migration names stay beside it,
 * because gateways of the version before, which may still run, look for them.
 */
async function takeOver(source: DataSource): Promise<void> {
  const { stand } = await standIn(source);
  if (stand === 'takeOver')
    await source.query('INSERT INTO migrations (timestamp, name) VALUES ($1, $2)', [
      Number(/\d+$/.exec(First.name)?.[0]),
      First.name,
    ]);
}
