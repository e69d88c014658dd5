import type { QueryClient } from '@tanstack/react-query';
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
