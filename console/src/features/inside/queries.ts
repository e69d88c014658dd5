import { useQuery } from '@tanstack/react-query';
import { call, type Answer, type ItemOf } from '../../api/call.js';

export type Zone = ItemOf<'GET /zones'>;
export type InsidePerson = ItemOf<'GET /zones/{id}/persons'>;
export type Muster = Answer<'GET /musters/{id}'>;
export type MusterPerson = Muster['persons'][number];

export const useZones = () =>
  useQuery({
    queryKey: ['zones', 'all'],
    queryFn: ({ signal }) => call('GET /zones', { query: { limit: 1000, sort: 'name' }, signal }),
  });

/** Everybody: whoever counts people wants no next page. */
async function everybody(id: string, signal: AbortSignal): Promise<InsidePerson[]> {
  const people: InsidePerson[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = { limit: 1000, ...(cursor === '' ? {} : { cursor }) };
    const page: Answer<'GET /zones/{id}/persons'> = await call('GET /zones/{id}/persons', {
      path: { id },
      query,
      signal,
    });
    people.push(...page.items);
    cursor = page.nextCursor;
  }
  return people;
}

export const useInside = (zone: string) =>
  useQuery({
    queryKey: ['zones', 'persons', zone],
    queryFn: ({ signal }) => everybody(zone, signal),
  });

export const useMusters = (mayMuster: boolean) =>
  useQuery({
    queryKey: ['inside', 'musters'],
    queryFn: ({ signal }) => call('GET /musters', { query: { limit: 20 }, signal }),
    enabled: mayMuster,
  });

export const musterKey = (id: string) => ['inside', 'muster', id] as const;

/** Without a connection what was known stays on the screen. */
export const useMuster = (id: string) =>
  useQuery({
    queryKey: musterKey(id),
    queryFn: ({ signal }) => call('GET /musters/{id}', { path: { id }, signal }),
    gcTime: Infinity,
  });
