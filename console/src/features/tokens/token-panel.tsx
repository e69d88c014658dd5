import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import type { ApiTokenView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { SidePanel } from '../../ui/side-panel.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { dayOfEnd, endOf } from './end-of.js';
import { opens } from './opens.js';

interface OneProps {
  readonly token: ApiTokenView;
}

function Editor({ token: { id, name, expiresAt } }: OneProps) {
  const t = useT();
  const client = useQueryClient();
  const save = async (values: FormData) => {
    const day = textIn(values, 'expiresAt');
    const isMoved = day !== dayOfEnd(expiresAt);
    const body = { name: textIn(values, 'name'), ...(isMoved ? { expiresAt: endOf(day) } : {}) };
    await call('PATCH /api-tokens/{id}', { path: { id }, body });
    toast('good', t('tokens.saved', { name: body.name }));
    await client.invalidateQueries({ queryKey: ['tokens'] });
  };
  return (
    <Form onSubmit={save} submit={t('ui.save')}>
      <TextField name="name" label={t('tokens.name')} defaultValue={name} isRequired />
      <TextField
        name="expiresAt"
        type="date"
        label={t('tokens.end')}
        hint={t('tokens.endHint')}
        defaultValue={dayOfEnd(expiresAt)}
      />
    </Form>
  );
}

function Facts({ token }: OneProps) {
  const t = useT();
  const { allowedCidrs, createdAt, lastUsedAt } = token;
  return (
    <dl className="facts">
      <dt>{t('tokens.scopes')}</dt>
      <dd>
        <bdi>{opens(t, token)}</bdi>
      </dd>
      <dt>{t('tokens.networks')}</dt>
      <dd>
        <bdi>{allowedCidrs.length === 0 ? t('tokens.everywhere') : allowedCidrs.join(', ')}</bdi>
      </dd>
      <dt>{t('tokens.made')}</dt>
      <dd>
        <Time at={createdAt} isWhole />
      </dd>
      <dt>{t('tokens.used')}</dt>
      <dd>{lastUsedAt === null ? t('tokens.never') : <Time at={lastUsedAt} isWhole />}</dd>
    </dl>
  );
}

function Removal({ token: { id, name }, onGone }: OneProps & { readonly onGone: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const revoke = useMutation({
    mutationFn: () => call('DELETE /api-tokens/{id}', { path: { id } }),
    onSuccess: () => {
      onGone();
      return client.invalidateQueries({ queryKey: ['tokens'] });
    },
    onError: tellError(t),
  });
  return (
    <div className="row">
      <Button kind="danger" onPress={() => setOpen(true)}>
        {t('tokens.revoke')}
      </Button>
      <Confirm
        title={t('tokens.revoke')}
        text={t('tokens.revokeText')}
        act={t('tokens.revokeAct', { name })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onAct={() => revoke.mutate()}
      />
    </div>
  );
}

export function TokenPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useT();
  const asked = useQuery({
    queryKey: ['tokens', 'one', id],
    queryFn: ({ signal }) => call('GET /api-tokens/{id}', { path: { id }, signal }),
  });
  const token = asked.data;
  return (
    <SidePanel title={<bdi>{token?.name ?? t('tokens.token')}</bdi>} onClose={onClose}>
      <Waiting asked={asked} />
      {token && (
        <>
          <Facts token={token} />
          <Editor key={`${token.name} ${String(token.expiresAt)}`} token={token} />
          <Removal token={token} onGone={onClose} />
        </>
      )}
    </SidePanel>
  );
}
