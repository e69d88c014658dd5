import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useT } from '../i18n/t.js';
import { tellError } from './told.js';
import { toast } from './toast.js';

/** Something that is done to a device: what came of it is told, and what is shown is fetched again. */
export function useAct() {
  const t = useT();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ act }: { readonly act: () => Promise<unknown>; readonly done: string }) => act(),
    onSuccess: (_, { done }) => {
      toast('good', done);
      return client.invalidateQueries();
    },
    onError: tellError(t),
  });
  return { act: (act: () => Promise<unknown>, done: string) => mutate({ act, done }), isPending };
}
