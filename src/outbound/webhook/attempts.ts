import type { FeedMessage } from '../envelope/envelope.js';
import type { DueMessage } from './due-queue.js';
import type { Endpoint } from './endpoint.js';
import type { EndpointHealth } from './endpoint-health.js';
import { judge } from './judgement.js';
import { keepNumbers, type Gap } from './message-rows.js';
import type { Outcomes } from './outcomes.js';
import type { SequenceNumbers } from './sequence-numbers.js';

/** Where a message is in its life. */
interface Attempt {
  readonly message: FeedMessage;
  readonly sequence: number;
  readonly attempts: number;
  readonly firstAt: Date | null;
  readonly gap: Gap | null;
}

/** What attempts have to do with the rest of an endpoint. */
export interface AttemptHost {
  readonly numbers: SequenceNumbers;
  readonly health: EndpointHealth;
  /** Of time, for tests. */
  readonly scale: number;
  /** This gateway has the endpoint, by settings that are not old, for longer than an attempt takes. */
  readonly mayBegin: () => boolean;
  /** What is under way counts for nothing. */
  readonly isLost: () => boolean;
  readonly onLost: () => void;
  /** @param isToWait it is tried again */
  readonly onEnd: (isToWait: boolean) => void;
}

/** The attempts to deliver to one endpoint. */
export class Attempts {
  /** So many. */
  underWay = 0;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly outcomes: Outcomes,
    private readonly host: AttemptHost,
  ) {}

  /** With a message that has no row yet. */
  first(message: FeedMessage): void {
    const { numbers, health } = this.host;
    this.outcomes.begin(message.position, true);
    void this.attempt({ message, sequence: numbers.next(), attempts: 0, firstAt: null, gap: null }, health.isOpen);
  }

  /**
   * With messages that have a row. They were read a moment ago, and a process may have been frozen since.
   * @returns false if nothing may be begun any more
   */
  async again(due: readonly DueMessage[], isProbe: boolean): Promise<boolean> {
    if (due.length === 0) return true;
    const { mayBegin } = this.host;
    if (!mayBegin()) return false;
    const given = await this.numbered(due);
    if (given === null || !mayBegin()) return false;
    for (const { row, message } of due) {
      this.outcomes.begin(row.position, false);
      const sequence = row.sequence ?? given.get(row.position);
      if (message && sequence !== undefined) void this.attempt({ ...row, message, sequence }, isProbe);
      else this.outcomes.end({ ...row, ...nothingLeft, lastAt: new Date() });
    }
    return true;
  }

  /** The numbers of those that have none yet, which are kept before anything is sent. Null = the endpoint is another's. */
  private async numbered(due: readonly DueMessage[]): Promise<ReadonlyMap<number, number> | null> {
    const { numbers, onLost } = this.host;
    const first = due.flatMap(({ row: { position, sequence }, message }) =>
      sequence === null && message ? [{ position, sequence: numbers.next() }] : [],
    );
    if (first.length > 0) {
      const { id } = this.endpoint.settings;
      const isMine = await this.outcomes
        .guarded((tx) => keepNumbers(tx, id, first))
        .catch((error: unknown) => {
          // Nobody knows whether the numbers stand in their rows: whoever takes the endpoint next reads it there.
          onLost();
          throw error;
        });
      if (!isMine) return null;
    }
    for (const { sequence } of first) numbers.close(sequence);
    return new Map(first.map(({ position, sequence }) => [position, sequence]));
  }

  private async attempt(attempt: Attempt, isProbe: boolean): Promise<void> {
    const { message, sequence, attempts, gap } = attempt;
    const { health, scale, isLost, onEnd } = this.host;
    this.underWay++;
    const firstAt = attempt.firstAt ?? new Date();
    const answer = await this.endpoint.send(message, sequence);
    this.underWay--;
    if (isLost()) {
      onEnd(false);
      return;
    }
    const now = new Date();
    health.note(answer, isProbe, now, this.endpoint.most);
    const judged = judge(answer, { attempts, firstAt, isProbe }, now, scale);
    this.outcomes.end({
      ...{ position: message.position, messageId: message.id, type: message.type, sequence, ...judged },
      ...{ lastStatus: answer.status, lastError: answer.error, lastMs: answer.ms, response: answer.response },
      ...{ firstAt, lastAt: now, gap },
    });
    onEnd(judged.status === 'pending');
  }
}

const nothingLeft = {
  ...{ status: 'dead' as const, nextAt: null, lastStatus: null, lastMs: null, response: null },
  lastError: 'its entry is no longer in the feed',
} as const;
