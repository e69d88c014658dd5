import { DataSource } from 'typeorm';
import { dataSourceOptions } from './src/platform/database/data-source.js';
import { entities } from './src/bootstrap/entities.js';

/** What the TypeORM command line reads; the server opens the same data source. */
export default new DataSource(
  dataSourceOptions(process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postern', entities),
);
