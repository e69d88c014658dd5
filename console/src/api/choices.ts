import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ItemOf } from './call.js';
import { useMay } from './session.js';
import { wholeList } from './whole-list.js';

/** What forms choose from: read once, and kept for some minutes. */
const staleTime = 120_000;
const none: readonly ItemOf<'GET /areas'>[] = [];

export function useDepartments() {
  const { data } = useQuery({
    queryKey: ['departments', 'choices'],
    queryFn: ({ signal }) => wholeList('GET /departments', { sort: 'name' }, signal),
    staleTime,
  });
  return data?.items ?? [];
}

export function useLevels() {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['levels', 'choices'],
    queryFn: ({ signal }) => wholeList('GET /access-levels', { sort: 'name' }, signal),
    enabled: may('person.read'),
    staleTime,
  });
  return data?.items ?? [];
}

export function useHours() {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['hours', 'choices'],
    queryFn: ({ signal }) => wholeList('GET /time-zones', { sort: 'name' }, signal),
    enabled: may('hours.read'),
    staleTime,
  });
  return data?.items ?? [];
}

export function useAreas() {
  const { data } = useQuery({
    queryKey: ['areas', 'names'],
    queryFn: ({ signal }) => wholeList('GET /areas', {}, signal),
    staleTime,
  });
  return data?.items ?? none;
}

/** What areas are called, by their codes. */
export function useAreaNames(): ReadonlyMap<string, string> {
  const areas = useAreas();
  return useMemo(() => new Map(areas.map(({ code, name }) => [code, name])), [areas]);
}
