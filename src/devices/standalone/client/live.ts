import { allEvents, commands } from '../../../protocol/standalone/codes.js';
import { readEvent, type LiveEvent } from '../../../protocol/standalone/realtime.js';
import { writeText } from '../../../protocol/standalone/text.js';
import type { PullError } from './pull-error.js';
import type { Terminal } from './terminal.js';

const quietMs = 60_000;

function mask(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Receives events of a terminal until it is stopped or the connection breaks. */
export class Live {
  private readonly stops: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  private constructor(private readonly terminal: Terminal) {}

  /** @param onEnd called when the connection breaks; never called for `stop` */
  static async start(
    terminal: Terminal,
    onEvent: (event: LiveEvent) => void,
    onEnd: (why: PullError) => void,
    events = allEvents,
  ): Promise<Live> {
    const live = new Live(terminal);
    const { session } = terminal;
    live.stops.push(session.onEvent((packet) => onEvent(readEvent(packet.session, packet.data))));
    await session.demand('events', commands.REG_EVENT, mask(events), { resend: 3 }).catch((error: unknown) => {
      for (const stop of live.stops) stop();
      throw error;
    });
    let stopped = false;
    live.stops.push(() => (stopped = true));
    session.onEnd((why) => {
      live.quiet();
      if (!stopped) onEnd(why);
    });
    live.keepAlive();
    return live;
  }

  async stop(): Promise<void> {
    this.quiet();
    for (const stop of this.stops.splice(0)) stop();
    if (this.terminal.session.isOpen) {
      await this.terminal.session.ask(commands.REG_EVENT, mask(0), { timeoutMs: 2_000 }).catch(() => undefined);
    }
  }

  private quiet(): void {
    clearInterval(this.timer);
  }

  /** A terminal that is gone is silent, like one at which nothing happens. */
  private keepAlive(): void {
    const { session } = this.terminal;
    this.timer = setInterval(() => {
      if (Date.now() - session.lastHeardAt < quietMs || !session.isOpen) return;
      session.read(commands.GET_TIME).catch(() => undefined);
    }, quietMs / 4);
    this.timer.unref();
  }
}

export interface Enrolment {
  readonly userId: string;
  /** 0 to 9 */
  readonly finger: number;
}

export type EnrolmentEnd =
  | { readonly outcome: 'enrolled'; readonly size: number | null }
  | { readonly outcome: 'exists' | 'failed' | 'cancelled' | 'timeout'; readonly result: number | null };

export interface EnrolmentSteps {
  readonly step?: (event: LiveEvent) => void;
  readonly signal?: AbortSignal;
  /** Between two touches of the sensor. */
  readonly stepMs?: number;
}

const alreadyThere = 5;

/** Asks for a finger at the terminal, and waits until it was read three times. */
export async function enrolFinger(
  terminal: Terminal,
  { userId, finger }: Enrolment,
  { step, signal, stepMs = 60_000 }: EnrolmentSteps = {},
): Promise<EnrolmentEnd> {
  const { session } = terminal;
  const short = session.transport.kind === 'udp';
  let giveUp = (): void => undefined;
  const last = new Promise<EnrolmentEnd>((resolve) => {
    const end = (outcome: EnrolmentEnd) => {
      clearTimeout(timer);
      stop();
      resolve(outcome);
    };
    const wait = () => setTimeout(() => end({ outcome: 'timeout', result: null }), stepMs);
    let timer = wait();
    const stop = session.onEvent((packet) => {
      clearTimeout(timer);
      timer = wait();
      const event = readEvent(packet.session, packet.data);
      step?.(event);
      if (event.kind === 'fingerEnrolled') end(endOf(event));
    });
    giveUp = () => end({ outcome: 'failed', result: null });
    session.onEnd(giveUp);
    signal?.addEventListener('abort', () => end({ outcome: 'cancelled', result: null }));
  });
  await session.demand('events', commands.REG_EVENT, mask(allEvents));
  await session.ask(commands.CANCELCAPTURE);
  const request = short
    ? Buffer.concat([mask(Number(userId) >>> 0), Buffer.from([finger])])
    : Buffer.concat([writeText(userId, 24), Buffer.from([finger, 1])]);
  await session.demand('the enrolment', commands.STARTENROLL, request).catch((error: unknown) => {
    giveUp();
    throw error;
  });
  const outcome = await last;
  // The terminal works normally again, whatever the result was.
  if (session.isOpen) {
    await session.ask(commands.REG_EVENT, mask(0));
    await session.ask(commands.CANCELCAPTURE);
    await session.ask(commands.STARTVERIFY);
    if (outcome.outcome === 'enrolled') await terminal.refresh();
  }
  return outcome;
}

function endOf({ result, size }: Extract<LiveEvent, { kind: 'fingerEnrolled' }>): EnrolmentEnd {
  if (result === 0) return { outcome: 'enrolled', size: size ?? null };
  return { outcome: result === alreadyThere ? 'exists' : 'failed', result };
}
