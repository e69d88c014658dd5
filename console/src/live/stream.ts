/** One thing that has happened, as `GET /stream` tells it. */
export interface Item {
  readonly topic: Topic;
  readonly position: number;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const topics = ['event', 'door', 'device', 'command', 'alarm', 'sync', 'person', 'visit', 'inside'] as const;
export type Topic = (typeof topics)[number];

/** live = the stream is open; polling = this gateway has no stream; cut = since when nothing was heard. */
export type LiveState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'polling' }
  | { readonly kind: 'cut'; readonly since: Date };

export interface StreamEvents {
  readonly onItems: (items: readonly Item[]) => void;
  /** What was missed is not known: everything is to be fetched again. */
  readonly onReset: () => void;
  readonly onState: (state: LiveState) => void;
  /** The session has ended, or the stream was not answered: whether it is a 401 shows at the next call. */
  readonly onRefused: () => void;
}

const retryMs = 3_000;
const pollMs = 5_000;
/** Without a stream it is looked for again now and then: the gateway may have been upgraded. */
const pollsBeforeRetry = 24;

/**
 * Keeps one stream open. The browser itself reconnects after a lost connection, with `Last-Event-ID`. An answer that is no
 * stream ends it for the browser: then this asks again, and meanwhile lets everything be fetched again every few seconds.
 */
export class Stream {
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private position = '';
  private wasOpen = false;
  private polls = 0;
  private isStopped = false;

  constructor(
    private readonly address: string,
    private readonly events: StreamEvents,
  ) {}

  start(): void {
    this.isStopped = false;
    this.polls = 0;
    const after = this.position === '' ? '' : `&after=${encodeURIComponent(this.position)}`;
    const source = new EventSource(`${this.address}?topics=${topics.join(',')}${after}`);
    this.source = source;
    source.addEventListener('hello', (event) => this.opened(event));
    source.addEventListener('batch', (event) => this.received(event));
    source.addEventListener('reset', () => {
      this.position = '';
      this.events.onReset();
    });
    source.addEventListener('bye', () => {
      this.close();
      this.events.onRefused();
      this.later(retryMs, () => this.start());
    });
    source.addEventListener('error', () => this.failed(source));
  }

  stop(): void {
    this.isStopped = true;
    this.close();
    clearTimeout(this.timer);
  }

  private opened(event: MessageEvent): void {
    // Between the last item and this connection nothing is lost: `after` or Last-Event-ID said where it was.
    const { position } = JSON.parse(String(event.data)) as { position?: number | string };
    if (this.position === '' && position !== undefined) this.position = String(position);
    if (!this.wasOpen) this.events.onReset();
    this.wasOpen = true;
    this.events.onState({ kind: 'live' });
  }

  private received(event: MessageEvent): void {
    if (event.lastEventId !== '') this.position = event.lastEventId;
    const { items } = JSON.parse(String(event.data)) as { items: Item[] };
    this.events.onItems(items);
  }

  private failed(source: EventSource): void {
    if (this.source !== source) return;
    if (this.wasOpen) {
      this.wasOpen = false;
      this.events.onState({ kind: 'cut', since: new Date() });
    }
    // CONNECTING: the browser tries again by itself.
    if (source.readyState !== EventSource.CLOSED) return;
    this.close();
    this.events.onRefused();
    this.poll();
  }

  private poll(): void {
    this.later(pollMs, () => {
      if (++this.polls >= pollsBeforeRetry) {
        this.start();
        return;
      }
      this.events.onReset();
      this.poll();
    });
  }

  private later(ms: number, work: () => void): void {
    clearTimeout(this.timer);
    if (!this.isStopped) this.timer = setTimeout(work, ms);
  }

  private close(): void {
    this.source?.close();
    this.source = null;
  }
}
