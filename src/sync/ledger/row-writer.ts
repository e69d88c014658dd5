import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import { encodeRow } from '../../protocol/access-push/table.js';
import { writableNamed } from '../../protocol/access-push/tables/writable.js';
import type { DesiredRow } from '../desired/desired-row.js';
import { dialectOfRows } from '../desired/dialect-of-rows.js';
import type { DeviceFacts } from '../desired/facts.js';
import { contentKey } from './kept-row.js';
import { placeOf } from './ledger-place.js';
import type { DesiredEntry } from './ledger.repository.js';

type WrittenRow = Omit<DesiredEntry, 'sn' | 'held'>;

/** Writes rows as they would stand on the wire. A row that is the same for many devices is written and sealed once. */
export class RowWriter {
  private readonly written = new Map<string, WrittenRow>();
  private readonly dialects = new Map<string, string>();

  constructor(private readonly sealedBox: SealedBox) {}

  /** @param shared the row is the device's, also where it names a person, as a contact does */
  write({ sn, dialect }: Pick<DeviceFacts, 'sn' | 'dialect'>, desired: DesiredRow, shared: boolean): DesiredEntry {
    const { table, row, content, says, held = false } = desired;
    const name = `${this.nameOf(sn, dialect)}\n${shared}\n${table}\n${JSON.stringify([row, content, says])}`;
    const known = this.written.get(name) ?? written(this.sealedBox, dialect, desired, shared);
    this.written.set(name, known);
    return { ...known, sn, held };
  }

  /** Dialects of equal devices have one name. */
  private nameOf(sn: string, dialect: Dialect): string {
    const name = this.dialects.get(sn) ?? JSON.stringify(dialectOfRows(dialect));
    this.dialects.set(sn, name);
    return name;
  }
}

/** A row as it would stand on the wire, its place, and its hash. */
function written(seal: SealedBox, dialect: Dialect, desired: DesiredRow, shared: boolean): WrittenRow {
  const { table: name, row, content, says } = desired;
  const table = writableNamed(name);
  if (!table) throw new Error(`no table ${name} is declared`);
  return {
    ...placeOf(name, row, dialect, shared),
    hash: seal.hash(says ?? encodeRow(table, content ? { ...row, [content.field]: content.hash } : row, dialect)),
    desired: seal.sealJson(content ? { ...row, [contentKey]: content } : row),
    scope: scopeOf(row),
  };
}

function scopeOf({ doors, floors, cardNo }: DesiredRow['row']): string | null {
  if (Array.isArray(doors)) return JSON.stringify(doors);
  if (Array.isArray(floors)) return JSON.stringify(floors);
  return typeof cardNo === 'string' && cardNo !== '' ? JSON.stringify([cardNo]) : null;
}
