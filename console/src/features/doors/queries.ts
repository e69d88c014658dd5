import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call, type ItemOf } from '../../api/call.js';

export type BoardDoor = ItemOf<'GET /doors'>;

/** All doors: a board shows each in its place, so none waits for a next page. */
async function allDoors(signal: AbortSignal): Promise<BoardDoor[]> {
  const doors: BoardDoor[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = { limit: 1000, sort: 'name', ...(cursor === '' ? {} : { cursor }) };
    const page: { items: BoardDoor[]; nextCursor: string | null } = await call('GET /doors', { query, signal });
    doors.push(...page.items);
    cursor = page.nextCursor;
  }
  return doors;
}

export const doorsKey = ['doors', 'all'] as const;

export const useDoors = () => useQuery({ queryKey: doorsKey, queryFn: ({ signal }) => allDoors(signal) });

export function useAreaNames(mayRead: boolean): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['areas', 'names'],
    queryFn: ({ signal }) => call('GET /areas', { query: { limit: 1000 }, signal }),
    enabled: mayRead,
    staleTime: 300_000,
  });
  return useMemo(() => new Map(data?.items.map(({ code, name }) => [code, name])), [data]);
}
