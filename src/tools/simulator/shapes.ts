import type { Dialect } from '../../protocol/access-push/dialect.js';
import type { AnyField } from '../../protocol/access-push/field.js';
import type { AnyTable } from '../../protocol/access-push/table.js';
import { formOf, tables } from '../../protocol/access-push/tables/all.js';
import type { PanelSettings } from './settings.js';

/** The shape of a table on this firmware, all names in lower case. */
export interface Shape {
  readonly name: string;
  /** Columns by name; a value with several columns (the periods of a time zone) is listed under each. */
  readonly fields: ReadonlyMap<string, AnyField>;
  readonly key: readonly string[];
  /**
   * What a DELETE may name, each together with the others of its list (9.1.2); none if only the whole table can be
   * deleted.
   */
  readonly conditions: readonly (readonly string[])[];
}

/** Kept, because each row of a command asks for shapes; a panel's dialect only changes with its options. */
const known = new WeakMap<Dialect, Map<string, Shape | undefined>>();

/** The table of that name in any case, as this panel has it; undefined if it does not exist (Access PUSH 9.1). */
export function shapeOf(table: string, { dialect }: PanelSettings): Shape | undefined {
  const shapes = known.get(dialect) ?? new Map<string, Shape | undefined>();
  known.set(dialect, shapes);
  const name = table.toLowerCase();
  if (!shapes.has(name)) shapes.set(name, made(name, dialect));
  return shapes.get(name);
}

function made(name: string, dialect: Dialect): Shape | undefined {
  const form = formOf(name, dialect);
  if (form === undefined) return undefined;
  const table: AnyTable = tables[form];
  const unit = columns(table, table.unit, dialect);
  const printed = table.deletes.map((keys) => columns(table, keys, dialect));
  // If the unit depends on the device (DeleteAndFunOn), this is the largest one that it accepts.
  const fixed = typeof table.unit !== 'function';
  return {
    name,
    fields: new Map(Object.values(table.fields).flatMap((field) => spellings(field).map((column) => [column, field]))),
    key: columns(table, table.key, dialect),
    conditions: [unit, ...printed.filter((keys) => fixed || keys.length <= unit.length)],
  };
}

function columns(table: AnyTable, keys: AnyTable['key'], dialect: Dialect): string[] {
  return (typeof keys === 'function' ? keys(dialect) : keys).flatMap((key) => {
    const field = table.fields[key];
    return field === undefined ? [] : namesOf(field);
  });
}

function namesOf(field: AnyField): string[] {
  return ('names' in field ? field.names : [field.name]).map((name) => name.toLowerCase());
}

function spellings(field: AnyField): string[] {
  return [...namesOf(field), ...('aliases' in field ? (field.aliases ?? []) : []).map((name) => name.toLowerCase())];
}
