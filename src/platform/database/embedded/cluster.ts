import { open, readdir, readFile, rename } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';
import type { Binaries } from './binaries.js';
import { ownFolder, removeLeftovers } from './place.js';
import { type Account, reasonIn, run } from './run.js';

/** The database role that owns everything; the private socket, not a password, keeps others out. */
export const ROLE = 'postern';

/**
 * Written into postgresql.conf once, where an operator may change it; settings that must not change are given at each
 * start.
 */
const SETTINGS = {
  shared_buffers: '128MB',
  max_connections: '100',
  // Monthly partitions: a query without a date takes one lock per partition and index.
  max_locks_per_transaction: '256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  // The gateway reports failed statements itself; here their texts would put personal data into a file.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

/**
 * Makes the cluster if there is none. An incomplete cluster is never used, because the complete one is renamed to its
 * final name.
 * @throws Error of one line: initdb's reason, another major version, or a folder that is no cluster
 */
export async function ensureCluster(pgData: string, binaries: Binaries, account: Account | undefined): Promise<void> {
  const version = (await readFile(`${pgData}/PG_VERSION`, 'utf8').catch(() => '')).trim();
  if (version === binaries.major) return;
  if (version !== '') {
    throw new Error(
      `${pgData} was written by PostgreSQL ${version}, this Postern brings PostgreSQL ${binaries.major}; ` +
        'move it by dump and restore, or set DATABASE_URL',
    );
  }
  if ((await readdir(pgData).catch(() => [])).length > 0) {
    throw new Error(`${pgData} exists but is no PostgreSQL database; move it away or choose another DATA_DIR`);
  }
  await createCluster(pgData, binaries, account);
}

async function createCluster(pgData: string, binaries: Binaries, account: Account | undefined): Promise<void> {
  const prefix = `${basename(pgData)}.initdb-`;
  await removeLeftovers(dirname(pgData), prefix);
  const draft = `${dirname(pgData)}/${prefix}${randomUUID()}`;
  await ownFolder(draft, account);
  const settings = Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${ROLE}`, '--auth-local=trust', '--auth-host=reject'];
  const { status, output } = await run(
    binaries.initdb,
    ['--pgdata', draft, '--data-checksums', ...locale, ...access, ...settings],
    account,
  );
  if (status !== 0) throw new Error(`the embedded database could not be made in ${pgData}: ${reasonIn(output)}`);
  await rename(draft, pgData);
  const folder = await open(dirname(pgData));
  await folder.sync().finally(() => folder.close());
}
