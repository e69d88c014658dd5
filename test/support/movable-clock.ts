import { Client } from 'pg';
import type { TestDatabase } from './database.js';

export interface MovableClock {
  set(by: string): Promise<void>;
  end(): Promise<void>;
}

/** `clock_timestamp()` of this database is off by so much; pg_catalog comes first unless a path says otherwise. */
export async function movableClock({ url }: TestDatabase): Promise<MovableClock> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE TABLE clock_shift AS SELECT interval '0' AS by`);
  await client.query(`CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    'SELECT pg_catalog.clock_timestamp() + by FROM public.clock_shift'`);
  await client.query(`ALTER TABLE command ALTER created_at SET DEFAULT public.clock_timestamp()`);
  const [path] = (await client.query<{ name: string }>('SELECT current_database() AS name')).rows;
  await client.query(`ALTER DATABASE ${path?.name ?? ''} SET search_path = public, pg_catalog`);
  return {
    set: async (by) => {
      await client.query(`UPDATE clock_shift SET by = $1::interval`, [by]);
    },
    end: () => client.end(),
  };
}
