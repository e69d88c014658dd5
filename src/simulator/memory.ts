import type { PanelSettings } from './settings.js';
import { shapeOf, type Shape } from './shapes.js';

/** A row as the panel keeps it: lower-cased field names, values as sent. */
export type PanelRow = ReadonlyMap<string, string>;

/** Why the panel takes a row not (Access PUSH appendix 1); undefined takes it. */
export type Refusal = (table: string, row: PanelRow) => number | undefined;

const done = 0;
const noSuchUser = -27;
const noSpace = -18;
const wrongParameter = -11;
const noSuchCondition = -101;
const wrongTable = -629;
const noSuchField = -621;

/** The tables of a panel, by key, in memory (Access PUSH 9.1). Every operation answers the code that `Return` carries. */
export class PanelMemory {
  private readonly tables = new Map<string, Map<string, PanelRow>>();

  constructor(
    private readonly settings: PanelSettings,
    private readonly limits: { readonly maxUsers: number; readonly refuse?: Refusal | undefined },
  ) {}

  /** Adds or replaces rows one after the other; what stood before the refused one stays. */
  update(table: string, rows: readonly PanelRow[]): number {
    const shape = shapeOf(table, this.settings);
    if (shape === undefined) return wrongTable;
    for (const row of rows) {
      const refused = this.limits.refuse?.(shape.name, row) ?? this.refusal(shape, row);
      if (refused !== undefined) return refused;
      this.keep(shape, row);
    }
    return done;
  }

  /** Removes every row that one of the conditions names; a condition's fields are ANDed, `'*'` is the whole table. */
  delete(table: string, conditions: '*' | readonly PanelRow[]): number {
    const shape = shapeOf(table, this.settings);
    if (shape === undefined) return wrongTable;
    const rows = this.table(shape);
    if (conditions === '*') {
      rows.clear();
      return done;
    }
    const known = lowered(shape.conditions(this.settings));
    if (conditions.some((condition) => !named(condition, known))) return noSuchCondition;
    for (const [key, row] of rows) if (conditions.some((condition) => matches(row, condition))) rows.delete(key);
    return done;
  }

  /** Rows of a table that match, in the order they came; undefined for a table that does not exist. */
  find(table: string, condition: PanelRow = new Map()): PanelRow[] | undefined {
    const shape = shapeOf(table, this.settings);
    if (shape === undefined) return undefined;
    return [...this.table(shape).values()].filter((row) => matches(row, condition));
  }

  /** As `find`, for code that knows its table. */
  rows(table: string): PanelRow[] {
    return this.find(table) ?? [];
  }

  /** Works reset: every table empty. */
  clear(): void {
    this.tables.clear();
  }

  private keep(shape: Shape, row: PanelRow): void {
    const key = keyOf(shape, row, this.settings);
    const rows = this.table(shape);
    rows.set(key, new Map([...(rows.get(key) ?? []), ...row]));
  }

  private refusal(shape: Shape, row: PanelRow): number | undefined {
    if ([...row.keys()].some((field) => !lowered(shape.fields).includes(field))) return noSuchField;
    if (missingKey(shape, row, this.settings)) return wrongParameter;
    if (this.cardTaken(shape.name, row)) return wrongParameter;
    return this.userRefusal(shape, row);
  }

  private userRefusal(shape: Shape, row: PanelRow): number | undefined {
    const users = this.rows('user');
    const known = users.some((user) => user.get('pin') === row.get('pin'));
    if (shape.name === 'user') return !known && users.length >= this.limits.maxUsers ? noSpace : undefined;
    return ['templatev10', 'biodata'].includes(shape.name) && !known ? noSuchUser : undefined;
  }

  /** A card belongs to one person: it is freed before another gets it. */
  private cardTaken(table: string, row: PanelRow): boolean {
    const card = row.get('cardno') ?? '';
    if (!['user', 'mulcarduser'].includes(table) || card === '' || card === '0') return false;
    return this.rows(table).some((other) => other.get('cardno') === card && other.get('pin') !== row.get('pin'));
  }

  private table(shape: Shape): Map<string, PanelRow> {
    const rows = this.tables.get(shape.name) ?? new Map<string, PanelRow>();
    this.tables.set(shape.name, rows);
    return rows;
  }
}

function keyOf(shape: Shape, row: PanelRow, settings: PanelSettings): string {
  return lowered(shape.key(settings))
    .map((field) => row.get(field) ?? '')
    .join('\t');
}

/** DevID has a default, and a biodata row of the first template may leave Index out; the others say which row is meant. */
function missingKey(shape: Shape, row: PanelRow, settings: PanelSettings): boolean {
  return lowered(shape.key(settings)).some((field) => !['devid', 'index'].includes(field) && !row.get(field));
}

function named(condition: PanelRow, known: readonly string[]): boolean {
  return condition.size > 0 && [...condition.keys()].every((field) => known.includes(field));
}

function matches(row: PanelRow, condition: PanelRow): boolean {
  return [...condition].every(([field, value]) => row.get(field) === value);
}

function lowered(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase());
}
