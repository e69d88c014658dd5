import { useQuery } from '@tanstack/react-query';
import { call, type Answer } from '../../api/call.js';

export type State = Answer<'GET /backup'>;
export type Run = Answer<'GET /backups'>['items'][number];

export const stateKey = ['backup', 'state'];

export const useBackupState = () =>
  useQuery({ queryKey: stateKey, queryFn: ({ signal }) => call('GET /backup', { signal }) });

/** One may be under way. */
export const useRuns = () =>
  useQuery({
    queryKey: ['backup', 'runs'],
    queryFn: ({ signal }) => call('GET /backups', { signal }),
    refetchInterval: 10_000,
  });
