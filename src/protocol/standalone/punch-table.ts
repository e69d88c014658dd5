import { decodePunches, punchWidth, type Punch, type PunchLayout } from './attendance.js';
import { pickPunchLayout, sampleBytes, type TableFacts } from './punch-layout.js';

/** The layout of this terminal's records is unknown; the message has the first bytes for whoever examines them. */
export class UnknownLayout extends Error {
  constructor(
    what: string,
    readonly total: number,
    readonly count: number | null,
    readonly sample: Buffer,
  ) {
    super(`the ${what} of this terminal have a layout that is not known (${total} bytes, ${count ?? 'no'} records)`);
  }
}

interface Hints extends Omit<TableFacts, 'total'> {
  /** The layout that an operator or an earlier read has found. */
  readonly layout?: PunchLayout | undefined;
}

/** Reads a table of punches as it arrives, piece by piece. It keeps an unfinished record, and at first a sample. */
export class PunchTable {
  private held: Buffer = Buffer.alloc(0);
  private total: number | null = null;
  private seen = 0;
  layout: PunchLayout | null;
  /** Punches that were read so far. */
  read = 0;

  constructor(private readonly notifications: Hints) {
    this.layout = notifications.layout ?? null;
  }

  /** Bytes of records that the terminal announced; null until it has. */
  get announced(): number | null {
    return this.total;
  }

  /** Bytes of records that are missing. */
  get missing(): number {
    return Math.max(0, (this.total ?? 0) - this.seen);
  }

  /** @throws UnknownLayout */
  push(piece: Buffer): Punch[] {
    this.held = this.held.length === 0 ? piece : Buffer.concat([this.held, piece]);
    if (this.total === null) {
      if (this.held.length < 4) return [];
      this.total = this.held.readUInt32LE(0);
      this.held = this.held.subarray(4);
      this.count(this.held.length);
    } else this.count(piece.length);
    return this.take(false);
  }

  /** No more bytes come. @returns the punches that waited for a complete sample. @throws UnknownLayout */
  end(): Punch[] {
    return this.take(true);
  }

  private count(bytes: number): void {
    this.seen += bytes;
    const beyond = this.seen - (this.total ?? 0);
    // The announced size counts; bytes after it are no records.
    if (beyond > 0) this.held = this.held.subarray(0, Math.max(0, this.held.length - beyond));
  }

  private take(last: boolean): Punch[] {
    const total = this.total ?? 0;
    if (total === 0) return [];
    const ready = last || this.held.length >= sampleBytes || this.seen >= total;
    if (this.layout === null) {
      if (!ready) return [];
      this.layout = pickPunchLayout(this.held, { ...this.notifications, total });
      if (this.layout === null)
        throw new UnknownLayout('punches', total, this.notifications.count, this.held.subarray(0, 512));
    }
    return this.decode(this.layout, last || this.seen >= total);
  }

  private decode(layout: PunchLayout, last: boolean): Punch[] {
    const width = punchWidth(layout);
    const whole = last ? this.held.length : Math.floor(this.held.length / width) * width;
    if (whole === 0) return [];
    const { punches } = decodePunches(this.held.subarray(0, whole), layout);
    this.held = this.held.subarray(whole);
    this.read += punches.length;
    return punches;
  }
}
