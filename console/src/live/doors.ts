import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call, type ItemOf } from '../api/call.js';
import { useIsOutdated, useLiveItems } from './live-context.js';

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

const doorsKey = ['doors', 'all'] as const;

type State = Pick<BoardDoor, 'id' | 'state'>;
type Passage = NonNullable<BoardDoor['last']> & { readonly id: string; readonly doorId: string };

/** Brings what the stream tells of doors, and of who went through, onto the board. Doors keep their places. */
function useNewsOfDoors(): void {
  const client = useQueryClient();
  const change = (told: ReadonlyMap<string, Partial<BoardDoor>>) => {
    if (told.size === 0) return;
    client.setQueryData<BoardDoor[]>(doorsKey, (doors) =>
      doors?.map((door) => {
        const news = told.get(door.id);
        return news ? { ...door, ...news } : door;
      }),
    );
  };
  useLiveItems('door', (items) => {
    const told = items.map(({ data }) => data as unknown as State);
    change(new Map(told.map(({ id, state }) => [id, { state }])));
  });
  useLiveItems('event', (items) => {
    const told = items
      .map(({ data, at }) => ({ ...(data as unknown as Passage), at }))
      .filter(({ doorId, pin, cardNo }) => doorId !== '' && (pin !== '' || cardNo !== ''));
    change(
      new Map(
        told.map(({ doorId, id, eventNo, pin, name, lastName, cardNo, at }) => [
          doorId,
          { last: { eventId: id, eventNo, pin, name, lastName, cardNo, at } },
        ]),
      ),
    );
  });
}

const none: readonly BoardDoor[] = [];
const unheard = { connection: 'online', position: 'unknown', lock: 'unknown', mode: 'unknown' } as const;

/** A board that hears nothing shows no states: what was so half a minute ago is not known now. */
function useKnownDoors(doors: readonly BoardDoor[] = none): readonly BoardDoor[] {
  const isOutdated = useIsOutdated();
  return useMemo(
    () =>
      isOutdated
        ? doors.map((door) => ({ ...door, state: { ...unheard, alarms: [], since: null, until: null } }))
        : doors,
    [doors, isOutdated],
  );
}

/** All doors as they are now. */
export function useLiveDoors() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: doorsKey,
    queryFn: ({ signal }) => allDoors(signal),
  });
  useNewsOfDoors();
  return { doors: useKnownDoors(data), error, isPending, retry: () => void refetch() };
}
