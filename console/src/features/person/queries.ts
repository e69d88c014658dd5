import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type Answer, type Body } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { tellError } from '../../ui/told.js';

export type Person = Answer<'GET /persons/{pin}'>;
export type Change = Body<'PATCH /persons/{pin}'>;

const keyOf = (pin: string, part: string) => ['persons', 'one', pin, part] as const;

export const usePerson = (pin: string) =>
  useQuery({
    queryKey: keyOf(pin, 'person'),
    queryFn: ({ signal }) => call('GET /persons/{pin}', { path: { pin }, signal }),
  });

export const useCards = (pin: string) =>
  useQuery({
    queryKey: keyOf(pin, 'cards'),
    queryFn: ({ signal }) => call('GET /cards', { query: { pin, limit: 100 }, signal }),
  });

export const useTemplates = (pin: string) =>
  useQuery({
    queryKey: keyOf(pin, 'templates'),
    queryFn: ({ signal }) => call('GET /persons/{pin}/templates', { path: { pin }, signal }),
  });

export const useHeldLevels = (pin: string) =>
  useQuery({
    queryKey: keyOf(pin, 'levels'),
    queryFn: ({ signal }) => call('GET /persons/{pin}/levels', { path: { pin }, signal }),
  });

const lookAgainMs = 3_000;

/** Devices tell by and by what they hold: until all do, they are looked at again. */
function lookAgain(items: Answer<'GET /persons/{pin}/devices'>['items'] = []): number | false {
  const isSettled = items.length > 0 && items.every(({ state, waiting }) => state === 'held' && waiting === 0);
  return isSettled ? false : lookAgainMs;
}

export const useHolders = (pin: string) =>
  useQuery({
    queryKey: ['sync', 'person', pin, 'devices'],
    queryFn: ({ signal }) => call('GET /persons/{pin}/devices', { path: { pin }, signal }),
    refetchInterval: ({ state }) => lookAgain(state.data?.items),
  });

/** The doors that the person may pass at this moment. */
export const useDoorsNow = (pin: string) =>
  useQuery({
    queryKey: ['sync', 'person', pin, 'doors'],
    queryFn: ({ signal }) =>
      call('GET /explain/persons/{pin}/doors', { path: { pin }, query: { limit: 1000 }, signal }),
  });

/** All that is shown of people is fetched again. */
export function useRefreshed(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(['persons', 'sync', 'levels', 'audit'].map((name) => client.invalidateQueries({ queryKey: [name] })));
}

/** Does one thing at the press of a button; a refusal is told. */
export function useAct<Given = void>(act: (given: Given) => Promise<unknown>) {
  const t = useT();
  const refreshed = useRefreshed();
  return useMutation({ mutationFn: act, onSuccess: refreshed, onError: tellError(t) });
}
