import { punchWidth, recordCount, type Punch, type PunchLayout } from '../../../protocol/standalone/attendance.js';
import { rangeRequest, tableRequests, recordsOf } from '../../../protocol/standalone/bulk.js';
import { commands } from '../../../protocol/standalone/codes.js';
import { decodeOperations, type Operation } from '../../../protocol/standalone/oplog.js';
import { PunchTable } from '../../../protocol/standalone/punch-table.js';
import { packTime } from '../../../protocol/standalone/time.js';
import type { Line } from './line.js';
import { People } from './people.js';
import { isPullError, PullError } from './pull-error.js';
import type { TableReader } from './table-reader.js';
import type { Terminal } from './terminal.js';
import { readWhole } from './whole-table.js';

/** How far a terminal's log was read. The log only grows until it is cleared. */
export interface Mark {
  readonly layout: PunchLayout;
  /** Bytes of the table, including its header. */
  readonly bytes: number;
  /** The last bytes before that place, in hex: they show whether it is still the same log. */
  readonly tail: string;
}

export interface ReadPunches {
  /** How far it was read before: if that log is still there, only what came after it is read. */
  readonly since?: Mark | null | undefined;
  readonly progress?: ((bytes: number, total: number) => void) | undefined;
  readonly now?: Date;
  readonly giveWay?: GiveWay | undefined;
}

/** What goes before the rest of a long log. The terminal's buffer is free meanwhile. */
export interface GiveWay {
  isWanted(): boolean;
  run(): Promise<void>;
}

/** What a complete read found. */
export interface PunchesDone {
  /** Null if the log is empty, or came without a buffer. */
  readonly mark: Mark | null;
  readonly layout: PunchLayout | null;
  /** The number that the terminal says it holds; null if it does not say. */
  readonly counted: number | null;
  readonly read: number;
  /** The number of punches in the log that were read, now or before. */
  readonly held: number;
  /** True if the whole log was read, and not only what was added. */
  readonly whole: boolean;
}

const headBytes = 4;
const tailBytes = 80;
const sliceBytes = 64 * 1024;
const dayMs = 24 * 60 * 60 * 1_000;

/** One day after now: the terminal's clock may show the time of another zone. */
const latestOf = (now: Date) => new Date(now.getTime() + dayMs).toISOString().slice(0, 19).replace('T', ' ');

/** Reads the log in batches; after a broken connection it goes on from where it was. */
export class PunchReader {
  private at = 0;
  private size: number | null = null;
  private tail: Buffer = Buffer.alloc(0);
  private table: PunchTable | null = null;
  private userIds: ReadonlyMap<number, string> | null = null;
  private whole = true;
  private counted: number | null = null;

  constructor(
    private readonly line: Line,
    private readonly options: ReadPunches = {},
  ) {}

  /** @param take is waited for: nothing more is requested from the terminal meanwhile */
  async run(take: (punches: Punch[]) => Promise<void> | void): Promise<PunchesDone> {
    await this.line.insist(
      (terminal) => this.attempt(terminal, take),
      () => this.at,
    );
    const { table } = this;
    if (table && table.missing > 0) throw new PullError('protocol', `${table.missing} bytes of the log did not come`);
    return {
      mark: this.mark(),
      layout: table?.layout ?? null,
      counted: this.counted,
      read: table?.read ?? 0,
      held: table?.layout ? recordCount(this.at - headBytes, table.layout) : 0,
      whole: this.whole,
    };
  }

  private mark(): Mark | null {
    const layout = this.table?.layout ?? this.options.since?.layout;
    if (!layout || this.size === null || this.at <= headBytes) return null;
    // Of one record alone it cannot be told whether a mark would stand behind it.
    if (this.at === headBytes + punchWidth('40') && this.counted !== 1) return null;
    return { layout, bytes: this.at, tail: this.tail.toString('hex') };
  }

  private async attempt(terminal: Terminal, take: (punches: Punch[]) => Promise<void> | void): Promise<void> {
    this.counted = (await terminal.sizes(['records'])).records;
    while (await this.readOn(terminal, take)) await this.options.giveWay?.run();
  }

  /**
   * @returns true if the read has to begin again: something was learnt about the terminal, or the read makes room for
   * other work
   */
  private async readOn(terminal: Terminal, take: (punches: Punch[]) => Promise<void> | void): Promise<boolean> {
    const reader = terminal.reader();
    const opened = await reader.open(tableRequests.attendance);
    if (opened.kind === 'whole') return this.takeWhole(terminal, opened.bytes, take);
    try {
      await this.goTo(opened.size, (offset, length) => reader.part(offset, length));
      while (this.at < (this.size ?? 0)) {
        const part = await reader.part(this.at, Math.min(terminal.chunkBytes, (this.size ?? 0) - this.at));
        if (this.needsUsers(part)) return await this.learnUsers(terminal);
        await this.pass(part, take);
        if (this.isInTheWay) return true;
      }
      await this.finish(take);
      return false;
    } finally {
      if (terminal.session.isOpen) await reader.free();
    }
  }

  private get isInTheWay(): boolean {
    return this.at < (this.size ?? 0) && this.options.giveWay?.isWanted() === true;
  }

  /** The place where a read continues, of this read or an earlier one; another log is read from its beginning. */
  private async goTo(size: number, part: (offset: number, length: number) => Promise<Buffer>): Promise<void> {
    if (this.size === null || this.at === 0) {
      this.size = size;
      const { since } = this.options;
      if (since && (await this.isSame(since, size, part))) this.startAt(since, size);
      return;
    }
    const place = { bytes: this.at, tail: this.tail.toString('hex') };
    if (this.at > headBytes && !(await this.isSame(place, size, part))) {
      throw new PullError('refused', 'the log was changed while it was read');
    }
    // What has been added meanwhile is read the next time.
    if (size < this.size) throw new PullError('refused', 'the log became shorter while it was read');
  }

  private async isSame(
    { bytes, tail }: Pick<Mark, 'bytes' | 'tail'>,
    size: number,
    part: (offset: number, length: number) => Promise<Buffer>,
  ): Promise<boolean> {
    const length = tail.length / 2;
    if (bytes > size || length === 0 || bytes - length < headBytes) return false;
    return (await part(bytes - length, length)).toString('hex') === tail;
  }

  private startAt({ layout, bytes, tail }: Mark, size: number): void {
    this.at = bytes;
    this.tail = Buffer.from(tail, 'hex');
    this.whole = false;
    this.table = new PunchTable({ count: null, latest: this.latest, layout });
    const head = Buffer.alloc(headBytes);
    head.writeUInt32LE(size - bytes);
    this.table.push(head);
  }

  private async takeWhole(
    terminal: Terminal,
    bytes: Buffer,
    take: (punches: Punch[]) => Promise<void> | void,
  ): Promise<boolean> {
    if (this.needsUsers(bytes.subarray(0, sliceBytes))) return this.learnUsers(terminal);
    this.size = bytes.length;
    this.table = this.newTable();
    this.at = 0;
    this.tail = Buffer.alloc(0);
    // A log that comes whole is processed like one that comes in parts.
    for (let at = 0; at < bytes.length; at += sliceBytes) await this.pass(bytes.subarray(at, at + sliceBytes), take);
    await this.finish(take);
    return false;
  }

  private async pass(part: Buffer, take: (punches: Punch[]) => Promise<void> | void): Promise<void> {
    this.table ??= this.newTable();
    const punches = this.table.push(part);
    if (punches.length > 0) await take(this.named(punches));
    this.at += part.length;
    this.tail = Buffer.concat([this.tail, part]).subarray(-tailBytes);
    if (this.tail.length > this.at - headBytes) this.tail = this.tail.subarray(-Math.max(0, this.at - headBytes));
    this.options.progress?.(this.at, this.size ?? this.at);
  }

  private async finish(take: (punches: Punch[]) => Promise<void> | void): Promise<void> {
    const rest = this.table?.end() ?? [];
    if (rest.length > 0) await take(this.named(rest));
  }

  private newTable(): PunchTable {
    const layout = this.line.options.punchLayout;
    return new PunchTable({ count: this.counted, latest: this.latest, layout });
  }

  private get latest(): string {
    return latestOf(this.options.now ?? new Date());
  }

  /** Short records only have the place in the user table. */
  private needsUsers(part: Buffer): boolean {
    if (this.userIds !== null || (this.at > headBytes && this.whole)) return false;
    const known = this.table?.layout ?? this.options.since?.layout ?? this.line.options.punchLayout;
    if (known) return known.startsWith('8');
    const trial = this.newTable();
    trial.push(part);
    return (trial.layout ?? '').startsWith('8');
  }

  private async learnUsers(terminal: Terminal): Promise<boolean> {
    this.userIds = await userIdsOf(terminal);
    return true;
  }

  private named(punches: Punch[]): Punch[] {
    return this.userIds === null ? punches : withNames(punches, this.userIds);
  }
}

const userIdsOf = async (terminal: Terminal): Promise<ReadonlyMap<number, string>> =>
  new Map((await new People(terminal).list()).map(({ uid, userId }) => [uid, userId]));

const withNames = (punches: Punch[], userIds: ReadonlyMap<number, string>): Punch[] =>
  punches.map((punch) =>
    punch.userId === '' ? { ...punch, userId: userIds.get(punch.uid) ?? String(punch.uid) } : punch,
  );

/** Punches of a period: selected by the terminal if it can do that, otherwise from its whole log. */
export async function readRange(line: Line, from: string, to: string): Promise<Punch[]> {
  const within = ({ time }: Punch) => time !== null && time >= from && time <= to;
  const terminal = await line.terminal();
  try {
    const table = new PunchTable({ count: null, latest: latestOf(new Date()), layout: line.options.punchLayout });
    const bytes = await readWhole(terminal, rangeRequest(packTime(from), packTime(to)));
    const found = [...table.push(bytes), ...table.end()].filter(within);
    if (table.missing > 0) throw new PullError('protocol', `${table.missing} bytes of the log did not come`);
    return found.some(({ userId }) => userId === '') ? withNames(found, await userIdsOf(terminal)) : found;
  } catch (error) {
    if (!isPullError(error, 'refused', 'notSupported')) throw error;
  }
  const found: Punch[] = [];
  await new PunchReader(line).run((punches) => void found.push(...punches.filter(within)));
  return found;
}

/**
 * Deletes the log that was read up to `mark`, and nothing else. Nobody can punch while it is compared with what was
 * read.
 * @throws PullError refused if there is more in it
 */
export async function clearPunches(terminal: Terminal, mark: Mark): Promise<void> {
  await terminal.whileDisabled(60, async () => {
    const reader = terminal.reader();
    const opened = await reader.open(tableRequests.attendance);
    const length = mark.tail.length / 2;
    const isSame =
      opened.kind === 'buffered'
        ? await endsAs(reader, opened.size, mark).finally(() => reader.free())
        : opened.bytes.length === mark.bytes && opened.bytes.subarray(-length).toString('hex') === mark.tail;
    if (!isSame) throw new PullError('refused', 'not cleared: the log holds more than what was read');
    await terminal.session.demand('the log', commands.CLEAR_ATTLOG, undefined, { timeoutMs: 30_000 });
    await terminal.refresh();
  });
}

const endsAs = async (reader: TableReader, size: number, { bytes, tail }: Mark): Promise<boolean> =>
  size === bytes && (await reader.part(bytes - tail.length / 2, tail.length / 2)).toString('hex') === tail;

export async function readOperations(terminal: Terminal): Promise<Operation[]> {
  return decodeOperations(recordsOf(await readWhole(terminal, tableRequests.opLogs)).records);
}
