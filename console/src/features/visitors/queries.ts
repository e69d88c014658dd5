import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type ItemOf } from '../../api/call.js';
import { useSiteClock } from './site-clock.js';

export type Visit = ItemOf<'GET /visits'>;
export type Reservation = ItemOf<'GET /visitor-reservations'>;
export type Blocked = ItemOf<'GET /visitor-block-list'>;

interface Page<Row> {
  readonly items: Row[];
  readonly nextCursor: string | null;
}

/** A day has few visits: the whole list is read, so that its tabs can count. */
async function everyPage<Row>(ask: (from: { limit: number; cursor?: string }) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page<Row> = await ask({ limit: 1000, ...(cursor === '' ? {} : { cursor }) });
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}

/** Whoever has not been signed out, from whichever day. */
export const useOpenVisits = () =>
  useQuery({
    queryKey: ['visits', 'open'],
    queryFn: ({ signal }) => everyPage((from) => call('GET /visits', { query: { ...from, ended: 'false' }, signal })),
  });

/** Who left today. */
export function useGoneToday() {
  const day = useSiteClock().slice(0, 10);
  return useQuery({
    queryKey: ['visits', 'gone', day],
    queryFn: async ({ signal }) => {
      const here = await everyPage((from) => call('GET /visits', { query: { ...from, day, status: 'ended' }, signal }));
      return here.filter(({ exitTime }) => exitTime?.startsWith(day));
    },
  });
}

/** What the lists of visits ask for, by the tab that shows them: for their files. */
export function useVisitFilters(): Readonly<Record<string, Readonly<Record<string, string>> | undefined>> {
  const day = useSiteClock().slice(0, 10);
  return { in: { status: 'on' }, overdue: { status: 'overdue' }, gone: { day, status: 'ended' } };
}

/** Who is expected today and has not come. */
export function useExpected() {
  const day = useSiteClock().slice(0, 10);
  return useQuery({
    queryKey: ['reservations', 'expected', day],
    queryFn: async ({ signal }) => {
      const expected = await everyPage((from) =>
        call('GET /visitor-reservations', { query: { ...from, day, status: 'expected' }, signal }),
      );
      return expected.sort((a, b) => a.startTime.localeCompare(b.startTime));
    },
  });
}

/** Whoever is in and has this code: a QR code is known to the gateway alone. */
export async function visitOfCode(q: string): Promise<Visit | undefined> {
  const { items } = await call('GET /visits', { query: { ended: 'false', q, limit: 2 } });
  return items.length === 1 ? items[0] : undefined;
}

export const useBlocked = () =>
  useQuery({
    queryKey: ['visits', 'blocked'],
    queryFn: ({ signal }) => everyPage((from) => call('GET /visitor-block-list', { query: from, signal })),
  });

export const useVisit = (id: string) =>
  useQuery({
    queryKey: ['visits', 'one', id],
    queryFn: ({ signal }) => call('GET /visits/{id}', { path: { id }, signal }),
  });

export const useReservation = (id: string) =>
  useQuery({
    queryKey: ['reservations', 'one', id],
    queryFn: ({ signal }) => call('GET /visitor-reservations/{id}', { path: { id }, signal }),
  });

/** Whatever changes a visit may change what is expected, and the other way round. */
export function useChanged(): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all(['visits', 'reservations'].map((topic) => client.invalidateQueries({ queryKey: [topic] })));
}
