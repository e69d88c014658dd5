import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call, type CallName, type Given, type ItemOf, type Query } from './call.js';

/** The calls that answer a page of items. */
export type ListName = {
  [N in CallName]: N extends `GET ${string}` ? ([ItemOf<N>] extends [never] ? never : N) : never;
}[CallName];

interface Page<Row> {
  readonly items: Row[];
  readonly nextCursor?: string | null;
  readonly total?: number;
}

export interface List<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly retry: () => void;
}

const pageSize = 100;

/**
 * A list of the gateway for a Grid, page by page: `useList('devices', 'GET /devices', { q, sort, count: 'true' })`. The
 * first word is that of live/apply.ts, by which the stream has it fetched again.
 */
export function useList<N extends ListName>(
  topic: string,
  name: N,
  query: Query<N>,
  path: Record<string, string> = {},
): List<ItemOf<N>> {
  const found = useInfiniteQuery({
    queryKey: [topic, name, path, query],
    queryFn: async ({ pageParam, signal }) => {
      const asked = { limit: pageSize, ...query, ...(pageParam === null ? {} : { cursor: pageParam }) };
      const given = { path, query: asked, signal } as unknown as Given<N>;
      return (await (call as unknown as (name: N, given: Given<N>) => Promise<unknown>)(name, given)) as Page<
        ItemOf<N>
      >;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => found.data?.pages.flatMap(({ items }) => items) ?? [], [found.data]);
  return {
    rows,
    total: found.data?.pages[0]?.total,
    error: found.error,
    isLoading: found.isPending,
    hasMore: found.hasNextPage && !found.isFetchingNextPage,
    more: () => void found.fetchNextPage(),
    retry: () => void found.refetch(),
  };
}
