import type { DataSource } from 'typeorm';
import { schemaRevision, schemaTexts } from './all.js';
import { schemaObject, type SchemaObject } from './schema-object.js';

/** What was written, and by which revision. */
const ledger = `CREATE TABLE IF NOT EXISTS schema_object (
  kind text, name text, hash text NOT NULL, revision int NOT NULL, PRIMARY KEY (kind, name))`;

/** A migration may have dropped it in order to change a table. */
const existing = `
  SELECT 'function' AS kind, proname AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
  UNION ALL SELECT 'view', relname FROM pg_class
    WHERE relkind = 'v' AND relnamespace = current_schema()::regnamespace
  UNION ALL SELECT 'trigger', t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace`;

const written = `INSERT INTO schema_object (kind, name, hash, revision) VALUES ($1, $2, $3, $4)
  ON CONFLICT (kind, name) DO UPDATE SET hash = excluded.hash, revision = excluded.revision`;

const keyOf = ({ kind, name }: Pick<SchemaObject, 'kind' | 'name'>) => `${kind} ${name}`;

/**
 * Makes the functions, views and triggers that are missing or have another text now. It is called after the migrations,
 * under their lock. Each one has a transaction of its own, so none waits for a table while it holds another.
 * @returns what was written, as `view level_place`
 */
export async function bringSchemaUpToDate(
  source: DataSource,
  texts: readonly string[] = schemaTexts,
  revision = schemaRevision,
): Promise<string[]> {
  await source.query(ledger);
  const objects = await objectsToWrite(source, texts, revision);
  for (const object of objects) {
    await source.transaction(async (tx) => {
      await tx.query(object.text);
      await tx.query(written, [object.kind, object.name, object.hash, revision]);
    });
  }
  return objects.map(keyOf);
}

/** Those that are missing or have another text, in the order in which they need each other. */
async function objectsToWrite(
  source: DataSource,
  texts: readonly string[],
  revision: number,
): Promise<readonly SchemaObject[]> {
  const there = new Set((await source.query<SchemaObject[]>(existing)).map(keyOf));
  const rows = await source.query<(SchemaObject & { revision: number })[]>('SELECT * FROM schema_object');
  const known = new Map(rows.map((row) => [keyOf(row), row]));
  return texts.map(schemaObject).filter((object) => {
    const last = there.has(keyOf(object)) ? known.get(keyOf(object)) : undefined;
    return !last || (last.hash !== object.hash && last.revision <= revision);
  });
}

/** What `bringSchemaUpToDate` would write; it changes nothing. */
export async function outdatedObjects(source: DataSource): Promise<string[]> {
  const [found] = await source.query<{ there: boolean }[]>(`SELECT to_regclass('schema_object') IS NOT NULL AS there`);
  const isThere = found?.there === true;
  const objects = isThere ? await objectsToWrite(source, schemaTexts, schemaRevision) : schemaTexts.map(schemaObject);
  return objects.map(keyOf);
}
