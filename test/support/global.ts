import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { makeRunFolder } from './run-folder.js';

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
    /** For what tests write in volume; it goes with the run. */
    runFolder: string;
  }
}

/** One PostgreSQL and one migrated template for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await makeRunFolder();
  const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  const server = await startServer(folder).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  const stop = () => server.stop().finally(removeFolder);
  // Two runs may use the same external server.
  const template = `postern_template_${randomBytes(4).toString('hex')}`;
  try {
    await execute(server.url, `CREATE DATABASE ${template}`);
    await migrate(withDatabase(server.url, template));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('serverUrl', server.url);
  project.provide('templateDatabase', template);
  project.provide('templateCluster', server.templateCluster);
  project.provide('runFolder', folder);
  return async () => {
    await execute(server.url, `DROP DATABASE ${template} WITH (FORCE)`).finally(stop);
  };
}

interface Server {
  readonly url: string;
  readonly templateCluster: string;
  readonly stop: () => Promise<void>;
}

async function startServer(folder: string): Promise<Server> {
  const external = process.env.DATABASE_URL;
  if (external) return { url: external, templateCluster: '', stop: () => Promise.resolve() };
  const log = (line: string): void => console.log(line);
  const start = () => startEmbeddedPostgres({ dataDir: folder, log, unsafeForTests: true });
  const templateCluster = join(folder, 'template');
  const first = await start();
  await migrate(first.url).finally(first.stop);
  execFileSync('cp', ['-Rp', join(folder, 'postgres'), templateCluster]);
  const server = await start();
  return { url: server.url, templateCluster, stop: () => server.stop() };
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
