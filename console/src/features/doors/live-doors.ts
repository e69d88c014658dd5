import { useQueryClient } from '@tanstack/react-query';
import { useLiveItems } from '../../live/live-context.js';
import { doorsKey, type BoardDoor } from './queries.js';

type State = Pick<BoardDoor, 'id' | 'state'>;
type Passage = NonNullable<BoardDoor['last']> & { readonly id: string; readonly doorId: string };

/** Brings what the stream tells of doors, and of who went through, onto the board. Doors keep their places. */
export function useLiveDoors(): void {
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
