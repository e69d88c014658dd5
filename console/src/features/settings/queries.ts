import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type Answer, type Body } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { toast } from '../../ui/toast.js';

export type Settings = Answer<'GET /settings'>;
export type Change = Body<'PATCH /settings'>;

export const useSettings = () =>
  useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => call('GET /settings', { signal }) });

/** The name and the zone of the site stand in the session, too. */
export function useChange() {
  const t = useT();
  const client = useQueryClient();
  return async (body: Change) => {
    client.setQueryData(['settings'], await call('PATCH /settings', { body }));
    toast('good', t('settings.saved'));
    await client.invalidateQueries({ queryKey: ['session'] });
  };
}
