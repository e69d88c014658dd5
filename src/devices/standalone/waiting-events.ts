import type { LiveEvent } from '../../protocol/standalone/realtime.js';

const mostWaiting = 10_000;
/** No terminal reports so many more between two checks. */
const mostBeyond = 50_000;
/** Punches that are stored together. */
const mostTogether = 200;

const weightOf = (event: LiveEvent): number => (event.kind === 'punch' ? Math.max(1, event.punches.length) : 1);

/** The next to be stored, made of so many events. */
interface Next {
  readonly event: LiveEvent;
  readonly count: number;
}

/** Events of a terminal that are not stored yet, oldest first. What does not fit comes with the terminal's log. */
export class WaitingEvents {
  private readonly events: LiveEvent[] = [];
  /** Each punch counts as one. */
  private held = 0;
  private beyond = 0;

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  /** Reading them alone takes more time than a terminal may take. */
  get isFlood(): boolean {
    return this.beyond > mostBeyond;
  }

  add(event: LiveEvent): void {
    if (this.held >= mostWaiting) {
      this.beyond++;
      return;
    }
    this.events.push(event);
    this.held += weightOf(event);
  }

  /** The oldest, with the punches that follow it if it is one. They wait until they are `done`. */
  next(): Next | null {
    const [event] = this.events;
    if (event?.kind !== 'punch') return event ? { event, count: 1 } : null;
    const punches = [...event.punches];
    let count = 1;
    for (; punches.length < mostTogether; count++) {
      const other = this.events[count];
      if (other?.kind !== 'punch') break;
      punches.push(...other.punches);
    }
    return { event: { kind: 'punch', punches }, count };
  }

  done({ count }: Next): void {
    for (const event of this.events.splice(0, count)) this.held -= weightOf(event);
  }

  /** Whether some did not fit since this was asked last. */
  takeShortage(): boolean {
    const { beyond } = this;
    this.beyond = 0;
    return beyond > 0;
  }
}
