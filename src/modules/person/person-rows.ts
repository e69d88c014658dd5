import type { EntityManager } from 'typeorm';
import { grouped } from '../../platform/grouped.js';
import { Person } from './person.entity.js';

/** A row of `person`, with the columns to write. */
export interface PersonRow {
  readonly id: string;
  readonly columns: Partial<Person>;
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly values: unknown[];
}

/**
 * Rows with the same columns: one statement writes all of them. A row with a photo has a statement of its own, because a
 * statement is built in memory as a whole (docs/rules.md 11).
 */
function alike(tx: EntityManager, rows: readonly PersonRow[]): { ids: string[]; columns: Column[] }[] {
  const { columns: known } = tx.dataSource.getMetadata(Person);
  const groups = grouped(
    rows,
    ({ id, columns }) => `${Object.keys(columns).sort().join(' ')} ${columns.photo ? id : ''}`,
  );
  return [...groups.values()].map((group) => ({
    ids: group.map(({ id }) => id),
    columns: known
      .filter(({ propertyName }) => propertyName in (group[0]?.columns ?? {}))
      .map(({ propertyName, databaseName, type }) => ({
        name: databaseName,
        type: String(type),
        values: group.map(({ columns }) => columns[propertyName as keyof Person] ?? null),
      })),
  }));
}

const given = (columns: readonly Column[]) => ({
  lists: ['$1::text[]', ...columns.map(({ type }, place) => `$${place + 2}::${type}[]`)].join(', '),
  names: ['id', ...columns.map(({ name }) => name)].join(', '),
});

export async function insertPersons(tx: EntityManager, rows: readonly PersonRow[]): Promise<void> {
  for (const { ids, columns } of alike(tx, rows)) {
    const { lists, names } = given(columns);
    await tx.query(`INSERT INTO person (${names}) SELECT * FROM unnest(${lists})`, [
      ids,
      ...columns.map(({ values }) => values),
    ]);
  }
}

/** Rows that do not change are not written. @returns the ids of those that change */
export async function updatePersons(tx: EntityManager, rows: readonly PersonRow[]): Promise<string[]> {
  const changed: string[] = [];
  for (const { ids, columns } of alike(tx, rows)) {
    if (columns.length === 0) continue;
    const { lists, names } = given(columns);
    const each = (of: (name: string) => string) => columns.map(({ name }) => of(name)).join(', ');
    const [written]: [{ id: string }[], number] = await tx.query(
      `UPDATE person p SET ${each((name) => `${name} = g.${name}`)}, updated_at = clock_timestamp()
       FROM unnest(${lists}) AS g (${names}) WHERE p.id = g.id
         AND (${each((name) => `p.${name}`)}) IS DISTINCT FROM (${each((name) => `g.${name}`)}) RETURNING p.id`,
      [ids, ...columns.map(({ values }) => values)],
    );
    changed.push(...written.map(({ id }) => id));
  }
  return changed;
}
