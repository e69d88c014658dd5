import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../api/call.js';
import { useSession } from '../api/session.js';
import { useLanguage } from '../i18n/t.js';
import type { OutcomeName } from './outcome.js';

interface Named {
  readonly eventNo: number;
  /** In the language of the site. */
  readonly eventName: string;
}

function useTypes(isWanted: boolean) {
  const language = useLanguage();
  return useQuery({
    queryKey: ['eventTypes', language],
    queryFn: ({ signal }) => call('GET /event-types', { signal }),
    enabled: isWanted,
    staleTime: Infinity,
  });
}

/** What becomes of events, by their code. */
export function useOutcomes(): ReadonlyMap<number, OutcomeName> {
  const { data } = useTypes(true);
  return useMemo(() => new Map(data?.items.map(({ eventNo, outcome }) => [eventNo, outcome])), [data]);
}

/** What events are called in the language of the page, by their code. */
export function useEventTypes(isWanted: boolean): ReadonlyMap<number, string> {
  const { data } = useTypes(isWanted);
  return useMemo(() => new Map(data?.items.map(({ eventNo, name }) => [eventNo, name])), [data]);
}

/** What an event is called in the language of the page: it is told in that of the site. */
export function useEventName(): (event: Named) => string {
  const { site } = useSession();
  const names = useEventTypes(useLanguage() !== site.locale);
  return ({ eventNo, eventName }) => names.get(eventNo) ?? eventName;
}
