import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/all.js';
import { SnakeCase } from './naming.js';

const text = (value: string) => value;
// Wall clock times and dates stay the text they are; a Date would move them into the host's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, text);
// Positions, counters and command numbers stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Compiling a query that takes a millisecond takes seconds, and PostgreSQL does so where its estimate is far off. */
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
