import type { RowContent } from '../../core/command/order.js';

/** A row that a device should hold, in the terms of its table's declaration. */
export interface DesiredRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
  /** A column that is filled at hand-out; `hash` stands for what it will be. */
  readonly content?: RowContent & { readonly hash: string };
  /** The device taught us the row: it holds it already. */
  readonly held?: boolean;
  /** What is written of it, where that is not in the terms of its table's declaration. */
  readonly says?: string;
}

export interface Desired {
  readonly rows: readonly DesiredRow[];
  /** When the answer changes by itself, without any fact changing; null = never. */
  readonly nextAt: Date | null;
  /** The device cannot hold this person at all. */
  readonly unsupported: boolean;
}
