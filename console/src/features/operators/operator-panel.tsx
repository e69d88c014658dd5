import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Body } from '../../api/call.js';
import { isProblem } from '../../api/problem.js';
import { useSession } from '../../api/session.js';
import type { OperatorView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/fields.js';
import { exactTextIn, Form } from '../../ui/form.js';
import { SidePanel } from '../../ui/side-panel.js';
import { sentenceOf } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { OperatorForm } from './operator-form.js';
import { Sessions } from './sessions.js';

interface OneProps {
  readonly operator: OperatorView;
}

function useChange({ id }: OperatorView) {
  const t = useT();
  const client = useQueryClient();
  return async (body: Body<'PATCH /operators/{id}'>) => {
    const { name } = await call('PATCH /operators/{id}', { path: { id }, body });
    toast('good', t('operators.saved', { name }));
    await client.invalidateQueries({ queryKey: ['operators'] });
  };
}

function NewPassword({ operator, onClose }: OneProps & { readonly onClose: () => void }) {
  const t = useT();
  const change = useChange(operator);
  const save = async (values: FormData) => {
    await change({ password: exactTextIn(values, 'password') });
    onClose();
  };
  return (
    <Form onSubmit={save} submit={t('operators.setPassword')} onCancel={onClose}>
      <p>{t('operators.setPasswordText')}</p>
      <TextField
        name="password"
        label={t('operators.password')}
        hint={t('operators.passwordHint')}
        type="password"
        autoComplete="new-password"
        minLength={12}
        isRequired
        autoFocus
      />
    </Form>
  );
}

/** Locking, another password, deletion. Whatever is refused because nobody else could undo it says so. */
function Acts({ operator, onGone }: OneProps & { readonly onGone: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const { operator: own } = useSession();
  const [open, setOpen] = useState<'password' | 'delete' | null>(null);
  const { id, name, disabled } = operator;
  const change = useChange(operator);
  const refused = (error: unknown) => {
    if (!isProblem(error)) throw error;
    toast('bad', error.reason === 'conflict' ? t('operators.last') : sentenceOf(t, error));
  };
  const lock = useMutation({ mutationFn: () => change({ disabled: !disabled }), onError: refused });
  const remove = useMutation({
    mutationFn: () => call('DELETE /operators/{id}', { path: { id } }),
    onSuccess: () => {
      onGone();
      return client.invalidateQueries({ queryKey: ['operators'] });
    },
    onError: refused,
  });
  const reason = own.id === id ? t('operators.yourself') : null;
  return (
    <div className="row">
      <Button isPending={lock.isPending} reason={reason} onPress={() => lock.mutate()}>
        {t(disabled ? 'operators.unlock' : 'operators.lock')}
      </Button>
      <Button onPress={() => setOpen('password')}>{t('operators.setPassword')}</Button>
      <Button kind="danger" reason={reason} onPress={() => setOpen('delete')}>
        {t('ui.delete')}
      </Button>
      <Dialog title={t('operators.setPassword')} isOpen={open === 'password'} onClose={() => setOpen(null)}>
        <NewPassword operator={operator} onClose={() => setOpen(null)} />
      </Dialog>
      <Confirm
        title={t('ui.delete')}
        text={t('operators.deleteText')}
        act={t('operators.deleteAct', { name })}
        isOpen={open === 'delete'}
        onClose={() => setOpen(null)}
        onAct={() => remove.mutate()}
      />
    </div>
  );
}

/** An operator: what they may do and where, where they are signed in. */
export function OperatorPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useT();
  const asked = useQuery({
    queryKey: ['operators', 'one', id],
    queryFn: ({ signal }) => call('GET /operators/{id}', { path: { id }, signal }),
  });
  const operator = asked.data;
  return (
    <SidePanel title={<bdi>{operator?.name ?? t('operators.operator')}</bdi>} onClose={onClose}>
      <Waiting asked={asked} />
      {operator && (
        <>
          <Editor key={operator.updatedAt} operator={operator} />
          <Acts operator={operator} onGone={onClose} />
          <Sessions id={id} />
        </>
      )}
    </SidePanel>
  );
}

function Editor({ operator }: OneProps) {
  const t = useT();
  return <OperatorForm operator={operator} submit={t('ui.save')} onSave={useChange(operator)} />;
}
