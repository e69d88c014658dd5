import { useQuery } from '@tanstack/react-query';
import { call } from './call.js';
import { useMay } from './session.js';

/** What forms choose from: read once, and kept for some minutes. */
const staleTime = 120_000;
const limit = 1000;

export function useDepartments() {
  const { data } = useQuery({
    queryKey: ['departments', 'choices'],
    queryFn: ({ signal }) => call('GET /departments', { query: { limit, sort: 'name' }, signal }),
    staleTime,
  });
  return data?.items ?? [];
}

export function useLevels() {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['levels', 'choices'],
    queryFn: ({ signal }) => call('GET /access-levels', { query: { limit, sort: 'name' }, signal }),
    enabled: may('person.read'),
    staleTime,
  });
  return data?.items ?? [];
}

export function useHours() {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['hours', 'choices'],
    queryFn: ({ signal }) => call('GET /time-zones', { query: { limit, sort: 'name' }, signal }),
    enabled: may('hours.read'),
    staleTime,
  });
  return data?.items ?? [];
}
