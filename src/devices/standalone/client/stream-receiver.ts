import { hash } from 'node:crypto';
import { classify, longestWhole, type TableAnswer } from '../../../protocol/standalone/bulk.js';
import { commands, replies } from '../../../protocol/standalone/codes.js';
import type { Packet } from '../../../protocol/standalone/packet.js';
import { steadyMs } from '../../../platform/steady-clock.js';
import { PullError } from './pull-error.js';
import type { Receiver } from './session.js';

/** How long each silence may be, in milliseconds. */
export interface StreamWaits {
  /** Before the first packet. */
  readonly first: number;
  /** Between packets. */
  readonly between: number;
  /** Before the packet that follows all bytes: some firmware never sends it. */
  readonly closing: number;
  /** From the first piece on, until they have to come at least at the pace of the slowest line. */
  readonly slow?: number;
}

/** The answer to the request for a table, or for a part of one. */
export type Transfer = Exclude<TableAnswer, { kind: 'stream' } | { kind: 'inline' }> | Received;

export interface Received {
  readonly kind: 'data';
  readonly bytes: Buffer;
  /** The places that are missing because datagrams got lost. Empty if it is complete. */
  readonly gaps: readonly Gap[];
}

/** What is known about a stream before it comes. */
interface StreamFacts {
  /** Bytes that were requested; 0 = the terminal says how many there are. */
  readonly expected?: number;
  /** Datagrams: pieces may be missing, or may come before the announcement of their stream. */
  readonly lossy?: boolean;
  /**
   * If the data is not a stream, its packet has the number of the session; pieces of a stream have their own numbers.
   */
  readonly session?: number;
  /** How often it is requested again when so little came that its form is unknown. */
  readonly resends?: number;
}

export interface Gap {
  readonly from: number;
  readonly to: number;
}

interface Piece {
  readonly number: number;
  readonly data: Buffer;
}

/** Reads a stream in whatever form it comes: in one piece, in many, with pieces lost or out of order. */
export class StreamReceiver implements Receiver<Transfer> {
  private answer: TableAnswer | null = null;
  private total: number;
  private packetSize = 0;
  private received = 0;
  private readonly pieces: Piece[] = [];
  /** Number and hash of each piece that came by datagram. */
  private readonly known = new Set<string>();
  /** Pieces that brought nothing new. */
  private idle = 0;
  private begunAt: number | null = null;
  private closed = false;
  /** All bytes came, but not the packet that follows them. */
  unfinished = false;

  private readonly expected: number;
  private readonly lossy: boolean;
  private readonly session: number;
  private resends: number;

  constructor(
    private readonly waits: StreamWaits,
    { expected = 0, lossy = false, session = 0, resends = 0 }: StreamFacts = {},
  ) {
    this.expected = expected;
    this.lossy = lossy;
    this.session = session;
    this.resends = resends;
    this.total = expected;
  }

  take(packet: Packet): boolean {
    if (packet.command === commands.DATA) return this.takePiece(packet);
    if (this.answer?.kind === 'stream' || this.pieces.length > 0) return this.takeInStream(packet);
    this.answer = meaningOf(packet);
    if (this.answer.kind !== 'stream') return true;
    this.announce(packet, this.answer.total);
    return this.total === 0;
  }

  patience(): number {
    if (this.isComplete) return this.waits.closing;
    return this.hasBegun ? this.waits.between : this.waits.first;
  }

  quiet(): 'done' | 'resend' | 'fail' {
    this.unfinished = this.isComplete;
    if (this.isComplete) return 'done';
    if (!this.lossy) return 'fail';
    if (this.total > 0 && this.hasBegun) return 'done';
    if (this.resends-- > 0) return 'resend';
    // The same piece came again and again, without an announcement: there is no more.
    return this.pieces.length === 1 ? 'done' : 'fail';
  }

  result(): Transfer {
    const { answer } = this;
    if (answer && answer.kind !== 'stream' && answer.kind !== 'inline') return answer;
    if (this.total === 0) return { kind: 'data', bytes: Buffer.concat(this.pieces.map(({ data }) => data)), gaps: [] };
    return this.lossy ? this.placed() : this.inTurn();
  }

  private get hasBegun(): boolean {
    return this.answer !== null || this.pieces.length > 0;
  }

  private get isComplete(): boolean {
    return this.total > 0 && this.received >= this.total;
  }

  private announce({ data }: Packet, total: number): void {
    if (this.expected > 0 && total > this.expected) {
      throw new PullError('protocol', `${total} bytes announced where ${this.expected} were asked for`);
    }
    if (this.lossy && total > longestBurst) throw new PullError('protocol', `${total} bytes announced by datagram`);
    if (total > longestWhole) throw new PullError('protocol', `${total} bytes announced in one go`);
    this.total = total;
    this.packetSize = data.length >= 8 ? data.readUInt32LE(4) : 0;
  }

  /** Data without an announcement is complete, unless datagrams get lost. */
  private takePiece({ session, data }: Packet): boolean {
    if (this.answer === null && this.isAll(session)) {
      this.answer = { kind: 'inline', data };
      this.total = 0;
      this.pieces.push({ number: 0, data });
      return true;
    }
    this.refuseTrickle();
    if (this.isNews(session, data)) this.keep({ number: session, data });
    else if (++this.idle > mostIdle) throw new PullError('protocol', 'data comes without end that brings nothing');
    return this.isComplete && this.closed;
  }

  /** A piece now and then would keep everybody waiting who wants something of this terminal. */
  private refuseTrickle(): void {
    this.begunAt ??= steadyMs();
    const late = steadyMs() - this.begunAt - (this.waits.slow ?? usualSlowMs);
    if (this.received < (late / 1_000) * leastPace)
      throw new PullError('protocol', 'data comes too slowly to be waited for');
  }

  private isNews(number: number, data: Buffer): boolean {
    if (data.length === 0) return false;
    if (!this.lossy) return true;
    const before = this.known.size;
    return this.known.add(`${number} ${hash('sha1', data)}`).size > before;
  }

  private keep(piece: Piece): void {
    this.pieces.push(piece);
    this.received += piece.data.length;
    const most = this.lossy ? longestBurst : this.total;
    if (this.received > most) throw new PullError('protocol', `${this.received} bytes came where ${most} may come`);
    if (this.pieces.length > mostPieces) throw new PullError('protocol', 'more pieces came than a stream has');
  }

  private isAll(session: number): boolean {
    return !this.lossy || (this.expected === 0 && session === this.session);
  }

  /** After or between the pieces comes the end, a late announcement, or a refusal. */
  private takeInStream(packet: Packet): boolean {
    if (packet.command === commands.PREPARE_DATA) {
      const answer = meaningOf(packet);
      if (answer.kind === 'stream') this.announce(packet, answer.total);
      this.answer = answer;
      return this.isComplete && this.closed;
    }
    if (packet.command !== replies.ACK_OK) throw new PullError('protocol', `a stream broke off`, packet.command);
    this.closed = true;
    if (this.lossy) return this.total > 0;
    if (this.isComplete) return true;
    throw new PullError('protocol', `${this.received} bytes came where ${this.total} were announced`);
  }

  private inTurn(): Received {
    return { kind: 'data', bytes: Buffer.concat(this.pieces.map(({ data }) => data)), gaps: [] };
  }

  /** Pieces are numbered from 0, and all but the last have one size. So the missing ones are known. */
  private placed(): Received {
    const sorted = [...this.pieces].sort((a, b) => a.number - b.number);
    const isWhole = this.received === this.total;
    // Some firmware uses the field of the number for something else.
    if (isWhole && sorted.some(({ number }, at) => number !== at)) return this.inTurn();
    const bytes = Buffer.alloc(this.total);
    const size = sorted.reduce((longest, { data }) => Math.max(longest, data.length), Math.max(1, this.lastAlone()));
    const gaps: Gap[] = [];
    let at = 0;
    for (const { number, data } of sorted) {
      const place = number * size;
      const end = place + data.length;
      if (end > this.total || place < at || (data.length < size && end !== this.total)) return everything(this.total);
      if (place > at) gaps.push({ from: at, to: place });
      data.copy(bytes, place);
      at = end;
    }
    if (at < this.total) gaps.push({ from: at, to: this.total });
    return { kind: 'data', bytes, gaps };
  }

  /** If only the short last piece came, its size says nothing about the others. */
  private lastAlone(): number {
    return this.pieces.length === 1 ? Math.min(this.packetSize, 1024) : 0;
  }
}

const usualSlowMs = 60_000;
/** Bytes in a second; a serial line of 9,600 baud carries nearly twice as many. */
const leastPace = 500;
/** Datagrams come without requests, one after the other; no terminal sends more bytes in that way. */
const longestBurst = 16 * 1024 * 1024;
/** The numbers have 16 bits, and real pieces hold a thousand bytes. */
const mostPieces = 0x1_00_00;
/** Pieces that are empty or came before: a burst that is repeated three times has this many. */
const mostIdle = 50_000;

function meaningOf(packet: Packet): TableAnswer {
  try {
    return classify(packet);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PullError('protocol', `the terminal announces ${error.message}`);
  }
}

const everything = (total: number): Received => ({
  kind: 'data',
  bytes: Buffer.alloc(total),
  gaps: [{ from: 0, to: total }],
});
