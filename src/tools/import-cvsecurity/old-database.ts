import pg from 'pg';
import { OldServerError } from './old-server-error.js';
import type { OldRow } from './old-list.js';
import type { OldTable } from './old-tables.js';

export interface Lacking {
  readonly table: OldTable;
  /** Null = the whole table. */
  readonly column: string | null;
}

const longestQueryMs = 600_000;
const longestConnectMs = 15_000;
const pageSize = 500;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'is no name that the network knows',
  ETIMEDOUT: 'cannot be reached',
  EHOSTUNREACH: 'cannot be reached',
  '28P01': 'does not take this name and password',
  '28000': 'does not take this name',
  '3D000': 'has no database of this name',
};

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * The old server's own database. Everything is read in one read-only transaction that sees the state of its beginning.
 */
export class OldDatabase {
  private readonly told = new Set<OldTable>();

  private constructor(
    private readonly client: pg.Client,
    private readonly host: string,
    private readonly columns: ReadonlyMap<string, ReadonlySet<string>>,
    private readonly lacks: (lacking: Lacking) => void,
  ) {}

  /** @param lacks called once for each table and column that the database does not have @throws OldServerError */
  static async open(url: string, lacks: (lacking: Lacking) => void): Promise<OldDatabase> {
    const { host } = new URL(url);
    const client = new pg.Client({
      connectionString: url,
      application_name: 'postern import',
      connectionTimeoutMillis: longestConnectMs,
      statement_timeout: longestQueryMs,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { rows } = await client.query<{ table: string; columns: string[] }>(
        `SELECT table_name AS "table", array_agg(column_name::text) AS columns FROM information_schema.columns
         WHERE table_schema = ANY(current_schemas(false)) GROUP BY 1`,
      );
      const columns = new Map(rows.map((row) => [row.table, new Set(row.columns)]));
      return new OldDatabase(client, host, columns, lacks);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw faultOf(error, host);
    }
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  has(table: string): boolean {
    return this.columns.has(table);
  }

  /** Whether it has what is needed of this table. */
  reads(table: OldTable): boolean {
    return this.selected(table) !== null;
  }

  /** Values as text. */
  async rows(table: OldTable): Promise<OldRow[]> {
    const selected = this.selected(table);
    return selected === null ? [] : this.query(`SELECT ${selected} FROM ${quoted(table.table)}`, []);
  }

  /** Those whose column is one of these values. */
  async rowsOf(table: OldTable, name: string, values: readonly string[]): Promise<OldRow[]> {
    const selected = this.selected(table);
    const column = table.columns[name];
    if (selected === null || column === undefined || values.length === 0) return [];
    return this.query(`SELECT ${selected} FROM ${quoted(table.table)} WHERE ${quoted(column)}::text = ANY($1)`, [
      values,
    ]);
  }

  /**
   * By `id`, a page at a time: a table may be larger than the memory.
   * @param since those whose column of this name is not before that
   */
  async *pages(
    table: OldTable,
    since?: { readonly name: string; readonly value: string },
  ): AsyncGenerator<readonly OldRow[]> {
    const selected = this.selected(table);
    if (selected === null) return;
    const column = quoted(table.columns[since?.name ?? 'id'] ?? 'id');
    const [condition, values] = since ? [`AND ${column} >= $2`, [since.value]] : ['', []];
    for (let after = ''; ;) {
      const page = await this.query(
        `SELECT ${selected} FROM ${quoted(table.table)} WHERE id::text > $1 ${condition} ORDER BY id::text LIMIT ${pageSize}`,
        [after, ...values],
      );
      if (page.length === 0) return;
      yield page;
      after = String(page.at(-1)?.id);
    }
  }

  async count(table: string): Promise<number> {
    if (!this.has(table)) return 0;
    const [row] = await this.query(`SELECT count(*)::text AS n FROM ${quoted(table)}`, []);
    return Number(row?.n ?? 0);
  }

  /** The columns to select; null if the table cannot be used. */
  private selected(table: OldTable): string | null {
    const there = this.columns.get(table.table);
    const missing = Object.entries(table.columns).filter(([, column]) => !there?.has(column));
    this.tellLacking(
      table,
      missing.map(([, column]) => column),
    );
    if (!there || missing.some(([name]) => table.needed.includes(name))) return null;
    return Object.entries(table.columns)
      .filter(([, column]) => there.has(column))
      .map(([name, column]) => `${quoted(column)}::text AS ${quoted(name)}`)
      .join(', ');
  }

  private tellLacking(table: OldTable, columns: readonly string[]): void {
    if (this.told.has(table)) return;
    this.told.add(table);
    if (!this.has(table.table)) this.lacks({ table, column: null });
    else for (const column of columns) this.lacks({ table, column });
  }

  private async query(sql: string, values: readonly unknown[]): Promise<OldRow[]> {
    try {
      return (await this.client.query<Record<string, unknown>>(sql, [...values])).rows;
    } catch (error) {
      throw faultOf(error, this.host);
    }
  }
}

/** The driver's error may contain the address with its password, so only its code is shown. */
function faultOf(error: unknown, host: string): OldServerError {
  const { code = '' } = error as { code?: string };
  const why = reasons[code] ?? `cannot be read${code === '' ? '' : ` (${code})`}`;
  return new OldServerError('away', `the database at ${host} ${why}`);
}
