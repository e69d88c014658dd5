import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/all.js';
import { SnakeCase } from './naming.js';

const text = (value: string) => value;
// Wall clock times and dates stay text; a Date would move them into the zone of the host.
pg.types.setTypeParser(pg.types.builtins.DATE, text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, text);
// Positions, counters and command numbers stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Just-in-time compilation takes seconds for a query of a millisecond, and PostgreSQL uses it if its estimate is far
 * too high.
 */
const withoutJit = (client: pg.PoolClient) => client.query('SET jit = off');

/** How the server, the migrations and the TypeORM command line open the database. */
export const dataSourceOptions = (
  url: string,
  entities: (new () => object)[] = [],
  poolSize = 12,
  Client: typeof pg.Client = pg.Client,
) =>
  ({
    type: 'postgres',
    url,
    entities,
    migrations,
    namingStrategy: new SnakeCase(),
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize,
    applicationName: 'postern',
    extra: { connectionTimeoutMillis: 5_000, keepAlive: true, onConnect: withoutJit, Client },
  }) satisfies DataSourceOptions;
