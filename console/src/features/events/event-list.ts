import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import type { EventView } from '../../api/types.js';
import type { EventQuery } from './event-query.js';

type Page = Answer<'GET /events'>;

const pageSize = 100;
/** A page may be short where little fits; until there are so many rows, the next is fetched at once. */
const screenful = 30;

/** Door states are never asked for here. */
export const eventsIn = (page: Page | undefined): EventView[] =>
  page?.items.filter((item): item is EventView => !('type' in item)) ?? [];

interface Shown {
  readonly key: string;
  readonly newest: Page;
  readonly rows: readonly EventView[];
  /** Where older ones begin; null = there are none. */
  readonly before: string | null;
}

/** The newest page before what is shown. Where both have nothing in common, something between them was never seen. */
function withNewest(old: Shown | null, key: string, newest: Page): Shown {
  const rows = eventsIn(newest);
  const ids = new Set(rows.map(({ id }) => id));
  const isGap = old?.rows.every(({ id }) => !ids.has(id)) ?? true;
  if (!old || isGap) return { key, newest, rows, before: newest.nextCursor };
  return { key, newest, rows: [...rows, ...old.rows.filter(({ id }) => !ids.has(id))], before: old.before };
}

export interface EventList {
  readonly rows: readonly EventView[];
  /** How many wait because the list is held. */
  readonly waiting: number;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly retry: () => void;
  /** Those that wait are shown. */
  readonly release: () => void;
}

/** Pages before the oldest row, as somebody scrolls to it; at once where there are too few rows to scroll. */
function useOlder(shown: Shown | null, query: EventQuery, onFound: (found: Page, before: string) => void) {
  const { isPending, isError, mutate, error, reset } = useMutation({
    mutationFn: (before: string) => call('GET /events', { query: { ...query, limit: pageSize, before } }),
    onSuccess: onFound,
  });
  const before = isPending || isError ? null : (shown?.before ?? null);
  const more = () => {
    if (before !== null) mutate(before);
  };
  const wanted = shown !== null && shown.rows.length < screenful ? before : null;
  useEffect(() => {
    if (wanted !== null) mutate(wanted);
  }, [wanted, mutate]);
  return { more, hasMore: before !== null, isPending, error, reset };
}

const notIn = (rows: readonly EventView[], page: Page | undefined): number => {
  const known = new Set(rows.map(({ id }) => id));
  return eventsIn(page).filter(({ id }) => !known.has(id)).length;
};

const nothing: readonly EventView[] = [];

interface Newest {
  readonly page: Page | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => void;
}

function useNewest(query: EventQuery): Newest {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['events', 'newest', query],
    queryFn: ({ signal }) => call('GET /events', { query: { ...query, limit: pageSize }, signal }),
  });
  return { page: data, error, isPending, refetch: () => void refetch() };
}

/** The rows on the screen. They follow the newest page, unless the list is held. */
function useShown(key: string, page: Page | undefined, isHeld: boolean) {
  const [state, setState] = useState<Shown | null>(null);
  const shown = state?.key === key ? state : null;
  const isBehind = page !== undefined && shown?.newest !== page;
  const release = () => page && setState(withNewest(shown, key, page));
  if (isBehind && (shown === null || !isHeld)) release();
  const add = (found: Page, before: string) =>
    setState((old) => {
      if (old?.key !== key || old.before !== before) return old;
      return { ...old, rows: [...old.rows, ...eventsIn(found)], before: found.nextCursor };
    });
  return { shown, isBehind, release, add };
}

/** Events newest first. Only the newest page is fetched again; while the list is held, what is new there waits. */
export function useEventList(query: EventQuery, isHeld: boolean): EventList {
  const newest = useNewest(query);
  const { shown, isBehind, release, add } = useShown(JSON.stringify(query), newest.page, isHeld);
  const older = useOlder(shown, query, add);
  const rows = shown?.rows ?? nothing;
  const isLooking = older.hasMore || older.isPending;
  return {
    rows,
    waiting: isBehind ? notIn(rows, newest.page) : 0,
    isLoading: shown === null ? newest.isPending : rows.length === 0 && isLooking,
    error: newest.error ?? older.error,
    hasMore: older.hasMore,
    more: older.more,
    retry: () => {
      older.reset();
      newest.refetch();
    },
    release,
  };
}
