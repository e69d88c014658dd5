import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/all.js';
import { SnakeCase } from './naming.js';
import { OrderedPool } from './ordered-pool.js';

const text = (value: string) => value;
// Wall clock times and dates stay text; a Date would move them into the zone of the host.
pg.types.setTypeParser(pg.types.builtins.DATE, text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, text);
// Positions, counters and command numbers stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const standby = 'the database is a standby: nothing can be written';

/**
 * Just-in-time compilation takes seconds for a query of a millisecond, and PostgreSQL uses it if its estimate is far
 * too high. What stands between may lead to a standby during a failover: a connection to one would fail at each write,
 * for as long as it lives.
 */
async function prepare(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ isStandby: boolean }>(
    `SELECT set_config('jit', 'off', false), pg_is_in_recovery() AS "isStandby"`,
  );
  if (rows[0]?.isStandby) throw Object.assign(new Error(standby), { code: '57P03' });
  // A statement that waits for a lock ends soon after its gateway is gone, instead of writing for nobody. Not every
  // system can tell.
  await client.query(`SET client_connection_check_interval = '2s'`).catch(() => undefined);
}

/**
 * A gateway that stands still in a transaction, or whose machine is gone without a word, would keep its locks: others
 * could take nothing from anybody at that device. No transaction of a gateway pauses between two statements for so long,
 * not even while a caller is slow: what streams has a connection of its own. What the server is set to stays.
 */
const endIfLeft = `SELECT set_config('idle_in_transaction_session_timeout', '2min', false)
  WHERE current_setting('idle_in_transaction_session_timeout') = '0'`;

async function prepareGateway(client: pg.PoolClient): Promise<void> {
  await prepare(client);
  await client.query(endIfLeft);
}

/** How the migrations, the tools and the TypeORM command line open the database. */
export const dataSourceOptions = (url: string, entities: (new () => object)[] = [], poolSize = 12) =>
  ({
    type: 'postgres',
    driver: { ...pg, Pool: OrderedPool },
    url,
    entities,
    migrations,
    namingStrategy: new SnakeCase(),
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize,
    applicationName: 'postern',
    extra: { connectionTimeoutMillis: 5_000, keepAlive: true, onConnect: prepare },
  }) satisfies DataSourceOptions;

/** How a gateway does. */
export const gatewayOptions = (
  url: string,
  entities: (new () => object)[],
  poolSize: number,
  Client: typeof pg.Client,
) => {
  const { extra, ...options } = dataSourceOptions(url, entities, poolSize);
  return { ...options, extra: { ...extra, Client, onConnect: prepareGateway } } satisfies DataSourceOptions;
};

const withoutJit = (client: pg.PoolClient) => client.query(`SET jit = off`);

/** How a replica is opened, which is only read. */
export const replicaOptions = (
  url: string,
  entities: (new () => object)[],
  poolSize: number,
  Client: typeof pg.Client,
) =>
  ({
    ...dataSourceOptions(url, entities, poolSize),
    migrations: [],
    applicationName: 'postern reads',
    extra: { connectionTimeoutMillis: 5_000, keepAlive: true, Client, onConnect: withoutJit },
  }) satisfies DataSourceOptions;
