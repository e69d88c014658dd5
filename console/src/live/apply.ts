import type { Query, QueryClient } from '@tanstack/react-query';
import type { Item, Topic } from './stream.js';

/** The first word of the keys of queries that a topic makes old: `['doors', …]`. */
const touched: Readonly<Record<Topic, readonly string[]>> = {
  event: ['events', 'statistics'],
  // The board takes the states themselves.
  door: [],
  device: ['devices', 'attention'],
  command: ['commands'],
  alarm: ['alarms', 'attention'],
  sync: ['sync', 'devices', 'attention'],
  person: ['persons', 'levels'],
  visit: ['visits', 'reservations'],
  inside: ['zones', 'inside'],
};

/** A list that somebody has scrolled far down is many pages: it is not fetched again for nothing. */
const fewPages = 3;

/** Who has which level: the stream tells of people and their cards, but not of levels, nor who is given or loses one. */
function isUntold({ queryKey: [name], state }: Query): boolean {
  const { pages = [] } = (state.data ?? {}) as { readonly pages?: readonly unknown[] };
  return (name === 'levels' || name === 'persons') && pages.length <= fewPages;
}

type Listener = (items: readonly Item[]) => void;

/** Changes come in bursts: the lists they concern are fetched once for each. */
const gatherMs = 1_000;

/**
 * Brings what the stream tells to the screen: listeners of a topic get its items at once (`useLiveItems`), and the queries
 * of the topic are fetched again a little later.
 */
export class Live {
  private readonly listeners = new Map<Topic, Set<Listener>>();
  private readonly old = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly queries: QueryClient) {}

  readonly apply = (items: readonly Item[]): void => {
    for (const [topic, listeners] of this.listeners) {
      const own = items.filter((item) => item.topic === topic);
      if (own.length > 0) for (const listener of listeners) listener(own);
    }
    for (const { topic } of items) for (const name of touched[topic]) this.old.add(name);
    if (this.old.size > 0) this.timer ??= setTimeout(this.refetch, gatherMs);
  };

  /** Everything on the screen is fetched again. */
  readonly reset = (): void => {
    void this.queries.invalidateQueries();
  };

  /** What the stream does not tell of is fetched again, as far as it is on the screen. */
  readonly lookAgain = (): void => {
    void this.queries.invalidateQueries({ predicate: isUntold });
  };

  listen(topic: Topic, listener: Listener): () => void {
    const own = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, own.add(listener));
    return () => void own.delete(listener);
  }

  private readonly refetch = (): void => {
    this.timer = undefined;
    const names = new Set(this.old);
    this.old.clear();
    void this.queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => names.has(String(name)) });
  };
}
