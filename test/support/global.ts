import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a database of the server that all tests share; its role may create databases. */
    serverUrl: string;
    /** The migrated database of which each test gets a copy. Nothing may stay connected to it. */
    templateDatabase: string;
    /**
     * A stopped cluster with an empty database of today's schema, for gateways that start a PostgreSQL of their own; ''
     * where the tests use another server.
     */
    templateCluster: string;
  }
}

const enoughBytes = 4 * 1024 ** 3;

/** One PostgreSQL and one migrated template for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  // Two runs may use the same external server.
  const template = `postern_template_${randomBytes(4).toString('hex')}`;
  try {
    await execute(server.url, `CREATE DATABASE ${template}`);
    await migrate(withDatabase(server.url, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('serverUrl', server.url);
  project.provide('templateDatabase', template);
  project.provide('templateCluster', server.templateCluster);
  return async () => {
    await execute(server.url, `DROP DATABASE ${template} WITH (FORCE)`);
    await server.stop();
  };
}

interface Server {
  readonly url: string;
  readonly templateCluster: string;
  readonly stop: () => Promise<void>;
}

/** Each spec makes a database of a thousand files and drops it: in memory that costs a tenth less of a whole run. */
async function quickestFolder(): Promise<string> {
  const memory = '/dev/shm';
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > enoughBytes ? memory : tmpdir();
}

async function startServer(): Promise<Server> {
  const external = process.env.DATABASE_URL;
  if (external) return { url: external, templateCluster: '', stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(await quickestFolder(), 'postern-test-'));
  // mkdtemp gives it mode 0700, which would keep PostgreSQL's user out if the tests run as root.
  await chmod(folder, 0o755);
  const log = (line: string): void => console.log(line);
  const start = () => startEmbeddedPostgres({ dataDir: folder, log, unsafeForTests: true });
  const templateCluster = join(folder, 'template');
  const first = await start();
  await migrate(first.url).finally(first.stop);
  execFileSync('cp', ['-Rp', join(folder, 'postgres'), templateCluster]);
  const server = await start();
  const stop = () => server.stop().finally(() => rm(folder, { recursive: true, force: true }));
  return { url: server.url, templateCluster, stop };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
