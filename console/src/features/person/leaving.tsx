import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useFormats, useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { useGo } from '../../ui/page-hooks.js';
import { personName } from '../../ui/person-name.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { useRefreshed, type Person } from './queries.js';

/** Leaving on a day, and deletion: each asks once more, and its button names the act. */
export function Leaving({ person }: { readonly person: Person }) {
  const t = useT();
  const go = useGo();
  const formats = useFormats();
  const client = useQueryClient();
  const refreshed = useRefreshed();
  const [open, setOpen] = useState<'leave' | 'delete' | null>(null);
  const { pin, leftOn } = person;
  const name = personName(person);
  const close = () => setOpen(null);

  const leave = async (values: FormData) => {
    await call('POST /persons/{pin}/leave', { path: { pin }, body: { leaveDate: textIn(values, 'leaveDate') } });
    close();
    await refreshed();
  };
  const remove = useMutation({
    mutationFn: () => call('DELETE /persons/{pin}', { path: { pin } }),
    onSuccess: () => {
      toast('good', t('person.deleted', { name }));
      go('/people');
      // What this page still shows is not asked for again: it is gone.
      return client.invalidateQueries({ queryKey: ['persons'], refetchType: 'none' });
    },
    onError: tellError(t),
  });

  return (
    <>
      {!leftOn && <Button onPress={() => setOpen('leave')}>{t('person.leave')}</Button>}
      <Button kind="danger" onPress={() => setOpen('delete')}>
        {t('ui.delete')}
      </Button>
      <Dialog title={t('person.leave')} isOpen={open === 'leave'} onClose={close}>
        <p>{t('person.leaveText')}</p>
        <Form onSubmit={leave} submit={t('person.leaveAct', { name })} kind="danger" onCancel={close}>
          <TextField
            name="leaveDate"
            type="date"
            label={t('person.leaveDate')}
            defaultValue={formats.dayOf(new Date())}
            isRequired
          />
        </Form>
      </Dialog>
      <Confirm
        title={t('person.delete')}
        text={t('person.deleteText')}
        act={t('person.deleteAct', { name })}
        isOpen={open === 'delete'}
        onClose={close}
        onAct={() => remove.mutate()}
      />
    </>
  );
}
