import { useQueryClient } from '@tanstack/react-query';
import type { ExplainView } from '../../api/types.js';

/** The device has not got yet what it is to hold. */
const onTheWay = new Set<ExplainView['held']['state']>(['pending', 'sent', 'retrying', 'leaving']);
const lookAgainMs = 2_000;

/** Until the device holds what it should, it is looked at again. What was given a moment ago is not due anywhere yet. */
export function lookAgainAt(explained: ExplainView | undefined): number | false {
  if (!explained) return false;
  const { verdict, held } = explained;
  const isNew = verdict !== 'refused' && held.state === 'none';
  return isNew || onTheWay.has(held.state) ? lookAgainMs : false;
}

/** After something was mended: all that is shown of it is fetched again. */
export function useMended(): () => void {
  const client = useQueryClient();
  return () => {
    for (const name of ['sync', 'persons', 'levels', 'doors', 'audit'])
      void client.invalidateQueries({ queryKey: [name] });
  };
}
