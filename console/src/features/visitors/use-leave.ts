import { useMutation } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { fullName } from './names.js';
import { useChanged, type Visit } from './queries.js';

/** Signs a visitor out. */
export function useLeave() {
  const t = useT();
  const changed = useChanged();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ id }: Visit) => call('POST /visits/{id}/exit', { path: { id } }),
    onSuccess: (visit) => {
      toast('good', t('visitors.left', { name: fullName(visit) }));
      return changed();
    },
    onError: tellError(t),
  });
  return { leave: mutate, isPending };
}
