import { LRUCache } from 'lru-cache';
import type { RowToWrite } from '../../core/command/order.js';
import { rowText } from '../../core/command/row-text.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import { dialectOfRows } from '../desired/dialect-of-rows.js';
import type { DeviceFacts } from '../desired/facts.js';
import { openDesired } from './kept-row.js';
import type { LedgerEntry } from './ledger.repository.js';

export type Filled = Pick<RowToWrite, 'row' | 'content'>;

/** How a panel writes rows: rows of one hash have one text in it. */
export interface Wording {
  readonly name: string;
  readonly dialect: Dialect;
}

type HashedRow = Pick<LedgerEntry, 'table' | 'desiredHash'>;

const mostRows = 5_000;

/** Rows that were opened recently: most devices hold the same rows of a person, so they are read once. */
export class KnownRows {
  private readonly recent = new LRUCache<string, Filled>({ max: mostRows });
  private readonly hashed = new LRUCache<string, Filled>({ max: mostRows });
  /** Short names of dialects: each row is found by one. */
  private readonly names = new Map<string, string>();

  constructor(private readonly sealedBox: SealedBox) {}

  /** Null = not a panel: what terminals write depends on more than the dialect. */
  wordingOf({ device, dialect }: DeviceFacts): Wording | null {
    if (device.link !== 'push-acc') return null;
    const whole = JSON.stringify(dialectOfRows(dialect));
    const name = this.names.get(whole) ?? String(this.names.size);
    this.names.set(whole, name);
    return { name, dialect };
  }

  /** Rows of one name have one text; null = nothing is known of others like it. */
  nameOf({ table, desiredHash }: HashedRow, wording: Wording | null): string | null {
    return wording && `${wording.name}\n${table}\n${desiredHash}`;
  }

  /** What the row holds, if that is known without reading it. */
  find(row: HashedRow, wording: Wording | null): Filled | null {
    const name = this.nameOf(row, wording);
    return name === null ? null : (this.hashed.get(name) ?? null);
  }

  /** @param wording of devices that may hold the same row; null = of none */
  open(desired: Buffer | null, row: HashedRow, wording: Wording | null): Filled | null {
    if (desired === null) return null;
    const name = desired.toString('latin1');
    const known = this.recent.get(name) ?? openDesired(this.sealedBox, desired);
    this.recent.set(name, known);
    const shared = this.nameOf(row, wording);
    if (wording && shared !== null && this.isInWords(known, row, wording)) this.hashed.set(shared, known);
    return known;
  }

  /**
   * The hash may be of a dialect that the device had before. And where a column is filled at hand-out, two rows of one
   * hash may name two templates.
   */
  private isInWords(filled: Filled, { table, desiredHash }: HashedRow, { dialect }: Wording): boolean {
    return !filled.content && this.sealedBox.hash(rowText(table, filled, { dialect, att: null })) === desiredHash;
  }
}
