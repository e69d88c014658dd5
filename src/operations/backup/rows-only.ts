import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';

/** A connection of pg for functions that take TypeORM's: they get the rows alone. */
export const rowsOnly = (client: ClientBase): Pick<EntityManager, 'query'> => ({
  query: async <T>(statement: string, parameters?: unknown) =>
    (await client.query(statement, parameters as unknown[] | undefined)).rows as T,
});
