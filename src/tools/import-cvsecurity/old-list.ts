import type { OldServer } from './old-server.js';
import { OldServerError, type OldServerFault } from './old-server-error.js';

/** A row of a list as the old server tells it. */
export type OldRow = Readonly<Record<string, unknown>>;

export interface OldList {
  /** Paths behind `/api/`, the one that tells a total first. */
  readonly paths: readonly string[];
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly pageSize?: number;
  /** The identity of a row; a row that comes twice counts once. */
  readonly idOf: (row: OldRow) => string;
}

const usualSize = 1_000;
/** After code -91, or when a page takes too long. */
const smallSize = 200;
const smallestSize = 20;

/** Another path may have more. */
const elsewhere: ReadonlySet<OldServerFault> = new Set(['missing', 'page', 'refused', 'token']);

interface ListPage {
  readonly rows: readonly OldRow[];
  /** Null for a plain array, which has no end of its own. */
  readonly lastPage: boolean | null;
  readonly total: number | null;
}

/** The list is shorter than the server itself says. */
export class ShortList extends Error {}

/**
 * The rows page by page. A list without a total is read until a page is empty, because a server that gives fewer rows
 * than it was asked for may have more.
 * @throws OldServerError; ShortList behind the last row
 */
export async function* oldPages(server: OldServer, list: OldList): AsyncGenerator<readonly OldRow[]> {
  const reader = new Pages(server, list);
  const seen = new Set<string>();
  for (;;) {
    const { rows, lastPage, total } = await reader.next();
    const fresh = rows.filter((row) => {
      const id = list.idOf(row);
      return id !== '' && !seen.has(id) && seen.add(id);
    });
    if (fresh.length > 0) yield fresh;
    // A server that ignores pageNo sends the same rows for ever.
    if (lastPage === true || rows.length === 0 || fresh.length === 0) {
      if (total !== null && seen.size < total) {
        throw new ShortList(`${reader.path}: the server speaks of ${total} rows and told ${seen.size}`);
      }
      return;
    }
  }
}

export async function oldRows(server: OldServer, list: OldList): Promise<OldRow[]> {
  const rows: OldRow[] = [];
  for await (const page of oldPages(server, list)) rows.push(...page);
  return rows;
}

class Pages {
  private offset = 0;
  private size: number;
  private readonly left: string[];
  path: string;

  constructor(
    private readonly server: OldServer,
    private readonly list: OldList,
  ) {
    this.size = list.pageSize ?? usualSize;
    const [path = '', ...left] = list.paths;
    this.path = path;
    this.left = left;
  }

  async next(): Promise<ListPage> {
    for (;;) {
      try {
        const told = toldOf(this.path, await this.ask());
        this.offset += this.size;
        return told;
      } catch (error) {
        if (!(error instanceof OldServerError)) throw error;
        if (!this.shrink(error) && !this.turnTo(error)) throw this.worst(error);
      }
    }
  }

  private ask(): Promise<unknown> {
    const page = { pageNo: this.offset / this.size + 1, pageSize: this.size };
    return this.server.call(this.path, { ...this.list.parameters, ...page });
  }

  /** If no call was ever answered, the token is wrong, and not this call. */
  private worst(error: OldServerError): OldServerError {
    const isAll = error.fault === 'token' && !this.server.hasAnswered;
    return isAll ? new OldServerError('noAccess', error.message) : error;
  }

  /** Each size divides the one before, so the offset stays the beginning of a page. */
  private shrink({ fault }: OldServerError): boolean {
    const smaller = this.size > smallSize ? smallSize : smallestSize;
    if ((fault !== 'pageSize' && fault !== 'slow') || this.size <= smaller) return false;
    this.size = smaller;
    return true;
  }

  /** Only before the first page: another path may have another order. */
  private turnTo({ fault }: OldServerError): boolean {
    const next = this.offset === 0 && elsewhere.has(fault) ? this.left.shift() : undefined;
    if (next === undefined) return false;
    this.path = next;
    return true;
  }
}

const isRow = (row: unknown): row is OldRow => typeof row === 'object' && row !== null && !Array.isArray(row);

function toldOf(path: string, data: unknown): ListPage {
  if (data === null) return { rows: [], lastPage: null, total: null };
  if (Array.isArray(data)) return { rows: rowsOf(path, data), lastPage: null, total: null };
  const { data: rows, lastPage, total } = data as { data?: unknown; lastPage?: unknown; total?: unknown };
  if (rows === null) return { rows: [], lastPage: true, total: null };
  if (!Array.isArray(rows)) throw new OldServerError('refused', `${path}: the answer is no list`);
  return {
    rows: rowsOf(path, rows),
    lastPage: typeof lastPage === 'boolean' ? lastPage : null,
    total: typeof total === 'number' ? total : null,
  };
}

function rowsOf(path: string, rows: readonly unknown[]): OldRow[] {
  const sound = rows.filter(isRow);
  if (sound.length < rows.length) throw new OldServerError('broken', `${path}: a row of the list is no object`);
  return sound;
}
