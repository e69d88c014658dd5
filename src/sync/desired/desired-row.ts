import type { RowContent } from '../../core/command/order.js';

/** A row that a device should hold, with the fields of its table's declaration. */
export interface DesiredRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
  /** A column that is filled at hand-out. */
  readonly content?: RowContent;
  /** The device reported this row: it holds it already. */
  readonly held?: boolean;
  /** The text that is written for it, if its table's declaration cannot express it. */
  readonly says?: string;
}

export interface Desired {
  readonly rows: readonly DesiredRow[];
  /** When the result changes by itself, without a change of any fact; null = never. */
  readonly nextAt: Date | null;
  /** The device cannot hold this person at all. */
  readonly unsupported: boolean;
}
