import { erasedPinHash } from '../../modules/person/erased-pin.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { CopyRow } from './copy-text.js';
import type { ErasedPin } from './erasures.js';
import type { BackupTable } from './format.js';

/** What of an event tells who it was, beside the pin (HistoryErasureService). */
export const namingColumns = ['name', 'last_name', 'card_no', 'raw'] as const;

const dayMs = 86_400_000;

/** Persons who were erased since an archive was made. It cannot be changed, so they are left out where it is read. */
export class ErasedPersons {
  private readonly byHash: ReadonlyMap<string, number>;
  private readonly known = new Map<string, number | null>();
  /** Events of these persons, by device and index, with the instants of receipt: pictures name no person then. */
  private readonly events = new Map<string, number[]>();
  private readonly found = new Set<string>();

  constructor(
    erased: readonly ErasedPin[],
    private readonly seal: Pick<SealedBox, 'derive'>,
  ) {
    const newest = new Map<string, number>();
    for (const { pinHash, at } of erased) newest.set(pinHash, Math.max(newest.get(pinHash) ?? 0, Date.parse(at)));
    this.byHash = newest;
  }

  /** How many of them were met. */
  get count(): number {
    return this.found.size;
  }

  met(pin: string): void {
    this.found.add(pin);
  }

  /** When this person was erased, in milliseconds; null = never. */
  erasedAt(pin: string): number | null {
    if (pin === '' || this.byHash.size === 0) return null;
    const known = this.known.get(pin);
    if (known !== undefined) return known;
    const at = this.byHash.get(erasedPinHash(this.seal, pin)) ?? null;
    this.known.set(pin, at);
    return at;
  }

  /** An event as it may be told. Whoever has the pin since then is somebody else. */
  event({ columns }: Pick<BackupTable, 'columns'>, row: CopyRow): CopyRow {
    const of = cellsOf(columns, row);
    const at = this.erasedAt(of('pin'));
    const receivedAt = Date.parse(of('received_at'));
    if (at === null || receivedAt > at) return row;
    this.met(of('pin'));
    if (Number(of('log_id')) > 0) {
      const key = eventKey(of);
      this.events.set(key, [...(this.events.get(key) ?? []), receivedAt]);
    }
    return row.map((cell, place) => ((namingColumns as readonly string[]).includes(columns[place] ?? '') ? '' : cell));
  }

  /** Whether a picture is one of theirs: by its pin, or by its event (`photoOfEvent`). Events come first. */
  isTheirs({ columns }: Pick<BackupTable, 'columns'>, row: CopyRow): boolean {
    const of = cellsOf(columns, row);
    const at = this.erasedAt(of('pin'));
    const receivedAt = Date.parse(of('received_at'));
    if (at !== null && receivedAt <= at) return true;
    const events = of('log_id') === '' ? [] : (this.events.get(eventKey(of)) ?? []);
    return events.some((event) => receivedAt >= event - dayMs && receivedAt <= event + 30 * dayMs);
  }
}

const cellsOf = (columns: readonly string[], row: CopyRow) => (column: string) => row[columns.indexOf(column)] ?? '';
const eventKey = (of: (column: string) => string) => `${of('sn')}\n${of('log_id')}`;
