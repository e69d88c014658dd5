import { CardHolders } from './card-holders.js';
import type { PanelSettings } from './settings.js';
import { shapeOf, type Shape } from './shapes.js';

/** A row as the panel stores it: lower-cased field names, values as sent. */
export type PanelRow = ReadonlyMap<string, string>;

/** The reason why the panel refuses a row (Access PUSH appendix 1); undefined accepts it. */
export type Refusal = (table: string, row: PanelRow) => number | undefined;

const done = 0;
const noSuchUser = -27;
const noSpace = -18;
const wrongParameter = -11;
const noSuchCondition = -101;
const wrongTable = -629;
const noSuchField = -621;

/** Rows with biometric data depend on the person (Access PUSH 9.1.1). */
const needsUser: ReadonlySet<string> = new Set(['templatev10', 'biodata', 'biophoto', 'userpic', 'identitycard']);
/** Key fields that a row may omit: the first of a kind, or the only device. */
const counted: ReadonlySet<string> = new Set(['devid', 'no', 'index']);

/** The tables of a panel, by key, in memory (Access PUSH 9.1). Every operation returns the code for `Return`. */
export class PanelMemory {
  private readonly tables = new Map<string, Map<string, PanelRow>>();
  private readonly holders = new CardHolders();

  constructor(
    private readonly settings: PanelSettings,
    private readonly limits: { readonly maxUsers: number; readonly refuse?: Refusal | undefined },
  ) {}

  /** Adds or replaces rows one after the other; rows before a refused one stay. */
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

  /** Adds rows with names in any case. @throws Error if the panel would refuse one */
  load(table: string, rows: readonly Readonly<Record<string, string>>[]): void {
    const lowered = rows.map((row) => Object.entries(row).map(([name, value]) => [name.toLowerCase(), value] as const));
    const code = this.update(
      table,
      lowered.map((fields) => new Map(fields)),
    );
    if (code !== done) throw new Error(`the panel refuses these rows of ${table}: ${code}`);
  }

  /** Removes every row that one of the conditions names; a condition's fields are ANDed, `'*'` is the whole table. */
  delete(table: string, conditions: '*' | readonly PanelRow[]): number {
    const shape = shapeOf(table, this.settings);
    if (shape === undefined) return wrongTable;
    if (conditions === '*') {
      this.table(shape.name).clear();
      this.holders.clear(shape.name);
      return done;
    }
    if (conditions.some((condition) => !named(condition, shape.conditions))) return noSuchCondition;
    for (const condition of conditions) this.remove(shape, condition);
    return done;
  }

  /** Rows of a table that match, in the order they came; undefined for a table that does not exist. */
  find(table: string, condition: PanelRow = new Map()): PanelRow[] | undefined {
    const shape = shapeOf(table, this.settings);
    if (shape === undefined) return undefined;
    return [...this.table(shape.name).values()].filter((row) => matches(row, condition));
  }

  /** As `find`, for code that knows its table. */
  rows(table: string): PanelRow[] {
    return this.find(table) ?? [];
  }

  /** The person of a pin. */
  user(pin: string): PanelRow | undefined {
    return this.table('user').get(pin);
  }

  /** Whether the table has a column of that name. */
  knows(table: string, field: string): boolean {
    return shapeOf(table, this.settings)?.fields.has(field.toLowerCase()) ?? false;
  }

  /** Tables that hold something, with the number of their rows. */
  counts(): (readonly [table: string, rows: number])[] {
    return [...this.tables].map(([name, rows]) => [name, rows.size] as const).filter(([, rows]) => rows > 0);
  }

  /** Factory reset: every table is empty. */
  clear(): void {
    this.tables.clear();
    this.holders.clear();
  }

  private keep(shape: Shape, row: PanelRow): void {
    const key = keyOf(shape, row);
    const rows = this.table(shape.name);
    const before = rows.get(key);
    const after = new Map([...(before ?? []), ...row]);
    this.holders.forget(shape.name, before);
    rows.set(key, after);
    this.holders.learn(shape.name, after);
  }

  /** A condition that is a whole key needs no search. */
  private remove(shape: Shape, condition: PanelRow): void {
    const rows = this.table(shape.name);
    const wholeKey = shape.key.length === condition.size && shape.key.every((field) => condition.has(field));
    const gone = wholeKey ? [keyOf(shape, condition)] : keysThat(rows, condition);
    for (const key of gone) {
      this.holders.forget(shape.name, rows.get(key));
      rows.delete(key);
    }
  }

  private refusal(shape: Shape, row: PanelRow): number | undefined {
    for (const [name, value] of row) {
      const field = shape.fields.get(name);
      if (field === undefined) return noSuchField;
      if ('read' in field && value !== '' && field.read(value, this.settings.dialect) === undefined)
        return wrongParameter;
    }
    if (missingKey(shape, row)) return wrongParameter;
    if (this.holders.takenByAnother(shape.name, row)) return wrongParameter;
    return this.userRefusal(shape, row);
  }

  private userRefusal(shape: Shape, row: PanelRow): number | undefined {
    const known = this.table('user').has(row.get('pin') ?? '');
    if (shape.name === 'user') return !known && this.table('user').size >= this.limits.maxUsers ? noSpace : undefined;
    return needsUser.has(shape.name) && !known ? noSuchUser : undefined;
  }

  private table(name: string): Map<string, PanelRow> {
    const rows = this.tables.get(name) ?? new Map<string, PanelRow>();
    this.tables.set(name, rows);
    return rows;
  }
}

function keyOf(shape: Shape, row: PanelRow): string {
  return shape.key.map((field) => row.get(field) ?? (counted.has(field) && field !== 'devid' ? '0' : '')).join('\t');
}

function missingKey(shape: Shape, row: PanelRow): boolean {
  return shape.key.some((field) => !(counted.has(field) && shape.key.length > 1) && !row.get(field));
}

function named(condition: PanelRow, lists: Shape['conditions']): boolean {
  return condition.size > 0 && lists.some((known) => [...condition.keys()].every((field) => known.includes(field)));
}

function matches(row: PanelRow, condition: PanelRow): boolean {
  return [...condition].every(([field, value]) => row.get(field) === value);
}

function keysThat(rows: ReadonlyMap<string, PanelRow>, condition: PanelRow): string[] {
  return [...rows].flatMap(([key, row]) => (matches(row, condition) ? [key] : []));
}
