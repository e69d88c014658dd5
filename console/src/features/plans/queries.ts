import { useQuery } from '@tanstack/react-query';
import { addressOf, call, type Answer } from '../../api/call.js';

export type Plan = Answer<'GET /plans/{id}'>;

/** Changes with each new picture, so that no browser shows the one before. */
export const pictureOf = ({ id, pictureAt }: Plan): string =>
  addressOf(`/plans/${encodeURIComponent(id)}/picture`, { at: pictureAt });

export const usePlan = (id: string) =>
  useQuery({
    queryKey: ['plans', 'one', id],
    queryFn: ({ signal }) => call('GET /plans/{id}', { path: { id }, signal }),
  });
