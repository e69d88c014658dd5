import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/session.js';
import { wholeList } from '../../api/whole-list.js';
import { useEventTypes } from '../../ui/event-names.js';
import type { Option } from '../../ui/fields.js';

interface Listed {
  readonly areas: readonly Option[];
  readonly doors: readonly Option[];
  readonly devices: readonly Option[];
}

const rarely = 300_000;

/** What can be filtered by, with the names that the site has given. */
export function useFilterOptions(): Listed {
  const may = useMay();
  const areas = useQuery({
    queryKey: ['areas', 'names'],
    queryFn: ({ signal }) => wholeList('GET /areas', {}, signal),
    staleTime: rarely,
  });
  const doors = useQuery({
    queryKey: ['doorNames'],
    queryFn: ({ signal }) => wholeList('GET /doors', { sort: 'name' }, signal),
    staleTime: rarely,
  });
  const devices = useQuery({
    queryKey: ['deviceNames'],
    queryFn: ({ signal }) => wholeList('GET /devices', { sort: 'name' }, signal),
    enabled: may('device.read'),
    staleTime: rarely,
  });
  return {
    areas: areas.data?.items.map(({ code, name }) => ({ id: code, name })) ?? [],
    doors: doors.data?.items.map(({ id, name }) => ({ id, name })) ?? [],
    devices: devices.data?.items.map(({ sn, name }) => ({ id: sn, name: name === sn ? sn : `${name} (${sn})` })) ?? [],
  };
}

/** Kinds of events by their code. */
export const useCodes = (isWanted: boolean): readonly Option[] =>
  [...useEventTypes(isWanted)].map(([code, name]) => ({ id: String(code), name: `${name} (${String(code)})` }));

/** What an event of a code is called in the language of the page; undefined while nobody knows. */
export const useCodeName = (code: string | undefined): string | undefined =>
  useEventTypes(code !== undefined).get(Number(code));
