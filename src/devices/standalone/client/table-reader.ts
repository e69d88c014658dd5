import { prepareBuffer, readBuffer, type TableRequest } from '../../../protocol/standalone/bulk.js';
import { commands, isAbsent, isUnsupported, replies } from '../../../protocol/standalone/codes.js';
import { isPullError, PullError, refused } from './pull-error.js';
import type { Session } from './session.js';
import { StreamReceiver, type Received, type StreamWaits, type Transfer } from './stream-receiver.js';

export interface ReadSettings {
  readonly waits: StreamWaits;
  /** Bytes of one READ_BUFFER. */
  readonly chunkBytes: number;
  /** Called after each chunk. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

/** How a table begins: it comes whole, or it waits in a buffer of the terminal and is read in parts. */
export type Opened =
  { readonly kind: 'whole'; readonly bytes: Buffer } | { readonly kind: 'buffered'; readonly size: number };

const mostFruitless = 4;
const mostResends = 3;
const hardlyMs = 30;

const isNothing = (code: number) => code === replies.ACK_ERROR || isAbsent(code);

/** The command that requests a table without a buffer, for firmware that has none. */
function classic({ command, fct }: TableRequest): { command: number; data: Buffer } {
  return { command, data: fct > 0 ? Buffer.from([fct]) : Buffer.alloc(0) };
}

const isRange = ({ command }: TableRequest) => command === commands.ATTLOG_RANGE;

/** Reads tables of one session. */
export class TableReader {
  private noLastWord = false;

  constructor(
    private readonly session: Session,
    private readonly settings: ReadSettings,
  ) {}

  /**
   * Requests a table. If the terminal knows no buffers, the request has the form of old firmware.
   * @throws PullError
   */
  async open(request: TableRequest): Promise<Opened> {
    const answer = await this.complete(commands.PREPARE_BUFFER, prepareBuffer(request));
    if (answer.kind === 'refused' && isUnsupported(answer.code) && !isRange(request)) return this.openClassic(request);
    if (answer.kind === 'buffered') return { kind: 'buffered', size: answer.size };
    return { kind: 'whole', bytes: wholeOf(answer, isRange(request)) };
  }

  /** The answer to a command that streams one thing: one template, a photo. */
  async fetch(command: number, data: Buffer): Promise<Buffer> {
    const answer = await this.complete(command, data);
    if (answer.kind === 'buffered') throw new PullError('protocol', 'a buffer where a stream was asked for');
    if (answer.kind === 'refused') throw refused('the terminal has none', answer.code);
    return wholeOf(answer, false);
  }

  /** A complete part of the buffer. @throws PullError */
  async part(offset: number, length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    let gaps = [{ from: 0, to: length }];
    let fruitless = 0;
    while (gaps.length > 0) {
      const next: typeof gaps = [];
      const missing = sizeOf(gaps);
      for (const gap of gaps) {
        const read = await this.once(offset + gap.from, gap.to - gap.from);
        read.bytes.copy(bytes, gap.from);
        next.push(...read.gaps.map(({ from, to }) => ({ from: gap.from + from, to: gap.from + to })));
      }
      fruitless = sizeOf(next) < missing ? 0 : fruitless + 1;
      if (fruitless === mostFruitless)
        throw new PullError(this.isLossy ? 'unreachable' : 'protocol', `no data at ${offset}`);
      gaps = next;
    }
    return bytes;
  }

  /** Frees the terminal's buffer. */
  async free(): Promise<void> {
    await this.session.read(commands.FREE_DATA).catch((error: unknown) => {
      if (!isPullError(error)) throw error;
    });
  }

  private async once(offset: number, length: number): Promise<Received> {
    const answer = await this.stream(commands.READ_BUFFER, readBuffer(offset, length), length);
    if (answer.kind !== 'data') {
      const code = answer.kind === 'refused' ? answer.code : replies.ACK_OK;
      throw new PullError('protocol', `part ${offset} of the buffer was not given`, code);
    }
    // One frame in place of a stream: if it is shorter, it is incomplete.
    if (answer.gaps.length === 0 && answer.bytes.length < length) {
      const gaps = [{ from: answer.bytes.length, to: length }];
      return { ...answer, gaps };
    }
    return answer;
  }

  private async openClassic(request: TableRequest): Promise<Opened> {
    const { command, data } = classic(request);
    const answer = await this.complete(command, data);
    if (answer.kind === 'buffered') return { kind: 'buffered', size: answer.size };
    return { kind: 'whole', bytes: wholeOf(answer, false) };
  }

  /** Without a buffer a table comes whole. If datagrams get lost, it is requested until it was complete once. */
  private async complete(command: number, data: Buffer): Promise<Transfer> {
    let answer = await this.stream(command, data);
    let fruitless = 0;
    while (answer.kind === 'data' && answer.gaps.length > 0) {
      const missing = sizeOf(answer.gaps);
      const next = await this.stream(command, data);
      answer = next.kind === 'data' ? together(answer, next) : next;
      fruitless = answer.kind === 'data' && sizeOf(answer.gaps) < missing ? 0 : fruitless + 1;
      if (fruitless === mostFruitless) throw new PullError('unreachable', 'datagrams get lost');
    }
    return answer;
  }

  private get isLossy(): boolean {
    return this.session.transport.kind === 'udp';
  }

  private async stream(command: number, data: Buffer, expected = 0): Promise<Transfer> {
    const lossy = this.isLossy;
    const waits = this.noLastWord ? { ...this.settings.waits, closing: hardlyMs } : this.settings.waits;
    const receiver = new StreamReceiver(waits, { expected, lossy, session: this.session.id, resends: mostResends });
    const answer = await this.session.exchange(command, data, receiver);
    // A terminal that did not send the end once will not send it the next time either.
    this.noLastWord ||= receiver.unfinished;
    return answer;
  }
}

const sizeOf = (gaps: readonly { from: number; to: number }[]) =>
  gaps.reduce((sum, { from, to }) => sum + to - from, 0);

/** Two equal reads; a read of another length has other content, and the later one counts. */
function together(one: Received, other: Received): Received {
  if (one.bytes.length !== other.bytes.length) return other;
  for (const { from, to } of one.gaps) other.bytes.copy(one.bytes, from, from, to);
  const gaps = one.gaps.flatMap((gap) =>
    other.gaps.map(({ from, to }) => ({ from: Math.max(from, gap.from), to: Math.min(to, gap.to) })),
  );
  return { ...one, gaps: gaps.filter(({ from, to }) => from < to) };
}

function wholeOf(answer: Transfer, strict: boolean): Buffer {
  if (answer.kind === 'data') return answer.bytes;
  if (answer.kind === 'refused' && (strict || !isNothing(answer.code))) throw refused('the table', answer.code);
  return Buffer.alloc(0);
}
