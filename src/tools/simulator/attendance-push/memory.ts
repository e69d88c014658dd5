import { olderTemplates } from '../../../protocol/attendance-push/older-templates.js';

/** A row of a table, by lower-cased column. */
export type StoredRow = ReadonlyMap<string, string>;

/** The key columns of each table; for a table that is missing here, the first column. */
const keys: Readonly<Record<string, readonly string[]>> = {
  USERINFO: ['pin'],
  FINGERTMP: ['pin', 'fid'],
  ...Object.fromEntries(olderTemplates.map(({ table, columns }) => [table.name, ['pin', ...Object.keys(columns)]])),
  BIODATA: ['pin', 'type', 'no', 'index'],
  USERPIC: ['pin'],
  BIOPHOTO: ['pin', 'type'],
  WORKCODE: ['code'],
  SMS: ['uid'],
  USER_SMS: ['pin', 'uid'],
};

/** Tables whose rows are deleted with a user. */
const ofUser = ['FINGERTMP', ...olderTemplates.map(({ table }) => table.name), 'BIODATA', 'USERPIC', 'BIOPHOTO'];

const keyOf = (table: string, row: StoredRow): string => {
  const names = keys[table] ?? [[...row.keys()][0] ?? ''];
  return names.map((name) => row.get(name) ?? '').join('\t');
};

/** Tables of people and settings, as a terminal keeps them. */
export class AttMemory {
  private readonly tables = new Map<string, Map<string, StoredRow>>();

  rows(table: string): StoredRow[] {
    return [...(this.tables.get(table)?.values() ?? [])];
  }

  user(pin: string): StoredRow | undefined {
    return this.tables.get('USERINFO')?.get(pin);
  }

  /** Columns that a row does not name keep their values. */
  put(table: string, row: StoredRow): void {
    const rows = this.tables.get(table) ?? new Map<string, StoredRow>();
    this.tables.set(table, rows);
    const key = keyOf(table, row);
    rows.set(key, new Map([...(rows.get(key) ?? []), ...row]));
  }

  /** @returns how many rows were deleted: those that have all of these values */
  remove(table: string, where: StoredRow): number {
    const rows = this.tables.get(table);
    const gone = [...(rows ?? [])].filter(([, row]) => matches(row, where));
    for (const [key] of gone) rows?.delete(key);
    if (table === 'USERINFO') {
      for (const [pin] of gone) for (const other of ofUser) this.remove(other, new Map([['pin', pin]]));
    }
    return gone.length;
  }

  clear(table?: string): void {
    if (table === undefined) this.tables.clear();
    else this.tables.delete(table);
  }
}

export const matches = (row: StoredRow, where: StoredRow): boolean =>
  [...where].every(([name, value]) => (row.get(name) ?? '') === value);
