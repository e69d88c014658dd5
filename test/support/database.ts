import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  /** Drops the database and breaks the connections to it. */
  drop: () => Promise<void>;
}

/** A migrated, otherwise empty database for one test. */
export const freshDatabase = (): Promise<TestDatabase> => databaseFrom(inject('templateDatabase'));

/** A database without anything. */
export const emptyDatabase = (): Promise<TestDatabase> => databaseFrom('template0');

async function databaseFrom(template: string): Promise<TestDatabase> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  // Copying the files takes half of the time that PostgreSQL takes to write all blocks to its log.
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('serverUrl') });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
