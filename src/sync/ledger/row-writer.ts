import { rowText } from '../../core/command/row-text.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import type { DesiredRow } from '../desired/desired-row.js';
import { dialectOfRows } from '../desired/dialect-of-rows.js';
import type { DeviceFacts } from '../desired/facts.js';
import { contentKey } from './kept-row.js';
import { placeOf } from './ledger-place.js';
import type { DesiredEntry } from './ledger.repository.js';

type WrittenRow = Omit<DesiredEntry, 'sn' | 'held'>;

/** Writes rows as they would stand on the wire. A row that is the same for many devices is written and sealed once. */
export class RowWriter {
  /** By dialect, then by content: the texts of dialects are long. */
  private readonly written = new Map<string, Map<string, WrittenRow>>();
  private readonly devices = new Map<string, Map<string, WrittenRow>>();

  constructor(private readonly sealedBox: SealedBox) {}

  /** @param shared the row is the device's, also where it names a person, as a contact does */
  write({ sn, dialect }: Pick<DeviceFacts, 'sn' | 'dialect'>, desired: DesiredRow, shared: boolean): DesiredEntry {
    const { table, row, content, says, held = false } = desired;
    const rows = this.rowsOf(sn, dialect);
    const name = `${shared}\n${table}\n${JSON.stringify([row, content, says])}`;
    const known = rows.get(name) ?? written(this.sealedBox, dialect, desired, shared);
    rows.set(name, known);
    return { ...known, sn, held };
  }

  /** Equal devices have the same. */
  private rowsOf(sn: string, dialect: Dialect): Map<string, WrittenRow> {
    const here = this.devices.get(sn);
    if (here) return here;
    const name = JSON.stringify(dialectOfRows(dialect));
    const rows = this.written.get(name) ?? new Map<string, WrittenRow>();
    this.written.set(name, rows);
    this.devices.set(sn, rows);
    return rows;
  }
}

/** A row as it would stand on the wire, its place, and its hash. */
function written(seal: SealedBox, dialect: Dialect, desired: DesiredRow, shared: boolean): WrittenRow {
  const { table: name, row, content, says } = desired;
  return {
    ...placeOf(name, row, dialect, shared),
    hash: seal.hash(says ?? rowText(name, content ? { row, content } : { row }, { dialect, att: null })),
    desired: seal.sealJson(content ? { ...row, [contentKey]: content } : row),
    scope: scopeOf(name, row, dialect),
  };
}

/** A panel with several cards for each person has none in its user rows: a card there says nothing of who holds it. */
function scopeOf(
  name: string,
  { doors, floors, cardNo, viceCard }: DesiredRow['row'],
  { multiCard }: Dialect,
): string | null {
  if (Array.isArray(doors)) return JSON.stringify(doors);
  if (Array.isArray(floors)) return JSON.stringify(floors);
  if (name === 'user' && multiCard) return null;
  const cards = [cardNo, viceCard].filter((card) => typeof card === 'string' && card !== '');
  // A user without a card is less than one with a card: that is no scope which is not known.
  return cards.length > 0 || name === 'user' ? JSON.stringify(cards) : null;
}
