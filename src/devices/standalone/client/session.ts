import { commands, codeName, replies } from '../../../protocol/standalone/codes.js';
import { decodePacket, encodePacket, type Packet } from '../../../protocol/standalone/packet.js';
import { steadyMs } from '../../../platform/steady-clock.js';
import type { Exchange, ExchangeListener } from './exchange.js';
import { Garbled, PullError, refused, TooLate } from './pull-error.js';
import type { TerminalLease } from './terminal-options.js';
import type { Transport } from './transport.js';

/** What to do with the packets that answer one request. */
export interface Receiver<T> {
  /** @returns true when the answer is complete */
  take(packet: Packet): boolean;
  /** Milliseconds of silence after which `quiet` is called. */
  patience(): number;
  /** Decides what silence means. */
  quiet(): 'done' | 'resend' | 'fail';
  result(): T;
}

export interface Patience {
  readonly timeoutMs: number;
  /** May be repeated if datagrams get lost: reads only. */
  readonly resend: number;
  /** Must not be sent from then on, by the steady clock. */
  readonly endsAt?: number;
}

interface SessionOptions {
  readonly timeoutMs: number;
  /** Milliseconds after which a lost datagram is sent again. */
  readonly resendMs: number;
  /** Packets with another reply id or a wrong checksum are accepted, too. */
  readonly tolerant: boolean;
  /** Told of each exchange once it is over. It must not throw. */
  readonly told?: ExchangeListener | undefined;
  /** Looked at before each request is sent. */
  readonly lease?: TerminalLease | undefined;
}

type Listener = (packet: Packet) => void;

const mostResends = 3;
const highestReply = 0xffff;

class OneAnswer implements Receiver<Packet> {
  private answer: Packet | null = null;
  private left: number;

  constructor(private readonly wait: Patience) {
    this.left = wait.resend;
  }

  take(packet: Packet): boolean {
    this.answer = packet;
    return true;
  }

  patience(): number {
    return this.wait.timeoutMs;
  }

  quiet(): 'resend' | 'fail' {
    return this.left-- > 0 ? 'resend' : 'fail';
  }

  result(): Packet {
    if (!this.answer) throw new Error('there is no answer');
    return this.answer;
  }
}

/** What has answered a request so far. */
interface Heard extends Pick<Exchange, 'answer' | 'received'> {
  answer: number | null;
  received: number;
}

interface Waiting {
  /** Of the command. */
  readonly name: string;
  readonly reply: number;
  take(packet: Packet): void;
  fail(error: PullError): void;
}

const takenOver = () => new PullError('unreachable', 'another gateway talks to it');
const nameOf = (command: number) => codeName(command) || String(command);
const wrongChecksum = (command: string) => new Garbled('protocol', `the answer to ${command} has a wrong checksum`);
const otherReply = (command: string) => new Garbled('protocol', `what answers ${command} has another reply id`);

/** One connection: one request at a time, answers matched by reply id, events acknowledged as they come. */
export class Session {
  /** The terminal gives it; 0 until then. */
  id = 0;
  private reply = -1;
  private waiting: Waiting | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private ended: PullError | null = null;
  private readonly listeners = new Set<Listener>();
  private readonly enders = new Set<(why: PullError) => void>();
  /** Packets that answered no request, or had a wrong checksum. */
  readonly dropped = { stale: 0, damaged: 0 };
  lastHeardAt = Date.now();
  /** The terminal wants the comm key. */
  mayAuthenticate = false;

  constructor(
    readonly transport: Transport,
    private readonly options: SessionOptions,
  ) {
    transport.listen(
      (bytes) => this.hear(bytes),
      (why) => this.end(why),
    );
  }

  get isOpen(): boolean {
    return this.ended === null;
  }

  /** @returns a function that ends the listening */
  onEvent(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onEnd(listener: (why: PullError) => void): void {
    if (this.ended) listener(this.ended);
    else this.enders.add(listener);
  }

  /** Sends a request, and resolves with the single packet that answers it. */
  ask(command: number, data?: Buffer, wait: Partial<Patience> = {}): Promise<Packet> {
    const { timeoutMs = this.options.timeoutMs, resend = 0, endsAt = Infinity } = wait;
    // Datagrams get lost, so a read is sent again well before its time is over.
    const again = this.transport.kind === 'udp' && resend > 0;
    const each = again ? Math.min(this.options.resendMs, timeoutMs) : timeoutMs;
    return this.exchange(command, data, new OneAnswer({ timeoutMs: each, resend: again ? resend : 0 }), endsAt);
  }

  /** Sends a read, which is repeated if a datagram gets lost. */
  read(command: number, data?: Buffer, timeoutMs?: number): Promise<Packet> {
    return this.ask(command, data, { resend: mostResends, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  }

  /** @throws PullError refused or notSupported if the terminal refuses */
  async demand(what: string, command: number, data?: Buffer, wait: Partial<Patience> = {}): Promise<Packet> {
    const packet = await this.ask(command, data, wait);
    if (packet.command !== replies.ACK_OK) throw refused(what, packet.command);
    return packet;
  }

  /** Runs one exchange after the other, whoever the caller is. */
  exchange<T>(command: number, data: Buffer | undefined, receiver: Receiver<T>, endsAt = Infinity): Promise<T> {
    const mine = this.turn.then(async () => {
      await this.endUnlessOurs();
      if (endsAt <= steadyMs()) throw new TooLate('too late to be said');
      return this.converse(command, data, receiver);
    });
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Sends a last packet without waiting for an answer, and closes the connection. */
  close(): void {
    this.fail(new PullError('unreachable', 'the connection was closed here'));
  }

  /** Gives the connection up. */
  fail(why: PullError): void {
    if (this.ended) return;
    this.end(why);
    this.transport.close();
  }

  /** Why it is no longer open. */
  get why(): PullError | null {
    return this.ended;
  }

  /** What was meant before this process stood still must not undo what another gateway has done since. */
  private async endUnlessOurs(): Promise<void> {
    const { lease } = this.options;
    if (this.isOpen && lease && !lease.isFresh && !(await lease.isOurs())) this.fail(takenOver());
  }

  private nextReply(): number {
    this.reply = (this.reply + 1) % highestReply;
    return this.reply;
  }

  private converse<T>(command: number, data: Buffer | undefined, receiver: Receiver<T>): Promise<T> {
    if (this.ended) return Promise.reject(this.ended);
    const reply = this.nextReply();
    const bytes = encodePacket(command, this.id, reply, data);
    const before = { ...this.dropped };
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const heard: Heard = { answer: null, received: 0 };
      const over = (finish: () => void) => {
        clearTimeout(timer);
        const sent = data?.length ?? 0;
        if (this.waiting) this.options.told?.({ kind: 'request', command, session: this.id, reply, sent, ...heard });
        this.waiting = null;
        finish();
      };
      const fail = (error: unknown) => over(() => reject(error instanceof Error ? error : new Error(String(error))));
      const complete = () => over(() => resolve(receiver.result()));
      const listen = () => {
        clearTimeout(timer);
        timer = setTimeout(onQuiet, receiver.patience());
      };
      const goOn = () => {
        const meaning = receiver.quiet();
        if (meaning === 'done') complete();
        else if (meaning === 'fail') fail(this.silence(command, before));
        else if (this.options.lease?.isFresh === false) this.fail(takenOver());
        else {
          this.transport.send(bytes);
          listen();
        }
      };
      // An error in reading the answer goes to the caller and does not end the process.
      const onQuiet = () => {
        try {
          goOn();
        } catch (error) {
          fail(error);
        }
      };
      const take = (packet: Packet) => {
        heard.answer = packet.command;
        heard.received += packet.data.length;
        try {
          if (receiver.take(packet)) complete();
          else listen();
        } catch (error) {
          fail(error);
        }
      };
      this.waiting = { name: nameOf(command), reply, take, fail };
      this.transport.send(bytes);
      listen();
    });
  }

  /** No answer came. A late answer would be taken for the next one, so the connection is given up. */
  private silence(command: number, before: Session['dropped']): PullError {
    const name = nameOf(command);
    const { damaged, stale } = this.dropped;
    const other = stale > before.stale ? otherReply(name) : new PullError('unreachable', `no answer to ${name}`);
    const why = damaged > before.damaged ? wrongChecksum(name) : other;
    this.fail(why);
    return why;
  }

  private hear(bytes: Buffer): void {
    this.lastHeardAt = Date.now();
    const packet = decodePacket(bytes);
    if (packet === null || (!packet.checksumOk && !this.options.tolerant)) this.refuseDamaged(packet);
    else if (packet.command === commands.REG_EVENT) this.hearEvent(packet);
    else this.hearAnswer(packet);
  }

  private hearAnswer(packet: Packet): void {
    const { waiting } = this;
    if (waiting && (packet.reply === waiting.reply || this.options.tolerant)) waiting.take(packet);
    else this.dropped.stale++;
  }

  /**
   * A datagram may arrive undamaged the next time. Over TCP the terminal itself sent it damaged, so a repetition does
   * not help.
   */
  private refuseDamaged(packet: Packet | null): void {
    this.dropped.damaged++;
    const { waiting } = this;
    if (waiting && this.transport.kind === 'tcp' && packet?.reply === waiting.reply) {
      waiting.fail(wrongChecksum(waiting.name));
    }
  }

  private hearEvent(packet: Packet): void {
    this.transport.send(encodePacket(replies.ACK_OK, this.id, 0));
    const { command, session, reply, data } = packet;
    this.options.told?.({ kind: 'event', command, session, reply, sent: 0, answer: null, received: data.length });
    for (const listener of [...this.listeners]) listener(packet);
  }

  private end(why: PullError): void {
    if (this.ended) return;
    this.ended = why;
    this.waiting?.fail(why);
    for (const listener of this.enders) listener(why);
  }
}
