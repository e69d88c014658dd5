import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer, type Body } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Edited } from '../../ui/edited.js';
import { RecordForm } from '../../ui/records/record-form.js';
import { Removal } from '../../ui/removal.js';
import { ShownOnce } from '../../ui/shown-once.js';
import { SidePanel } from '../../ui/side-panel.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { Deliveries } from './deliveries.js';
import { webhookFields } from './fields.js';

type Webhook = Answer<'GET /webhooks/{id}'>;
type Trial = Answer<'POST /webhooks/{id}/test'>;

function Result({ trial: { result, status, ms, response, error } }: { readonly trial: Trial }) {
  const t = useT();
  const isGood = result === '2xx';
  return (
    <div role="status" className="stack">
      <p className={isGood ? '' : 'bad'}>
        {t(isGood ? 'webhooks.testGood' : 'webhooks.testBad', { status: status ?? result, ms })}
      </p>
      {error !== null && <p className="muted">{error}</p>}
      {response !== null && response !== '' && (
        <pre className="webhook-answer" tabIndex={0}>
          {response}
        </pre>
      )}
    </div>
  );
}

/** Test, pause and resume, another secret. */
function Acts({ webhook: { id, status } }: { readonly webhook: Webhook }) {
  const t = useT();
  const client = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const path = { id };
  const again = () => client.invalidateQueries({ queryKey: ['webhooks'] });
  const test = useMutation({
    mutationFn: () => call('POST /webhooks/{id}/test', { path }),
    onSuccess: again,
    onError: tellError(t),
  });
  const turn = useMutation({
    mutationFn: () =>
      status === 'active' ? call('POST /webhooks/{id}/pause', { path }) : call('POST /webhooks/{id}/resume', { path }),
    onSuccess: again,
    onError: tellError(t),
  });
  const rotate = useMutation({
    mutationFn: () => call('POST /webhooks/{id}/rotate', { path, body: {} }),
    onSuccess: (made) => {
      setSecret(made.secret);
      return again();
    },
    onError: tellError(t),
  });
  return (
    <>
      <div className="row">
        <Button isPending={test.isPending} onPress={() => test.mutate()}>
          {t('webhooks.test')}
        </Button>
        <Button isPending={turn.isPending} onPress={() => turn.mutate()}>
          {t(status === 'active' ? 'webhooks.pause' : 'webhooks.resume')}
        </Button>
        <Button isPending={rotate.isPending} onPress={() => rotate.mutate()}>
          {t('webhooks.rotate')}
        </Button>
      </div>
      {test.data && <Result trial={test.data} />}
      {secret !== null && (
        <>
          <p>{t('webhooks.rotated')}</p>
          <ShownOnce text={secret} />
        </>
      )}
    </>
  );
}

function State({ webhook }: { readonly webhook: Webhook }) {
  const t = useT();
  const { status, reason, failingSince, lastSuccessAt, pending, dead } = webhook;
  return (
    <dl className="facts">
      <dt>{t('webhooks.status')}</dt>
      <dd>
        {t.loose(`webhooks.status-${status}`, status)}
        {reason !== null && <span className="muted"> {reason}</span>}
      </dd>
      {failingSince !== null && (
        <>
          <dt>{t('webhooks.failing')}</dt>
          <dd className="bad">
            <Time at={failingSince} isWhole />
          </dd>
        </>
      )}
      <dt>{t('webhooks.lastSuccess')}</dt>
      <dd>{lastSuccessAt === null ? '–' : <Time at={lastSuccessAt} isWhole />}</dd>
      <dt>{t('webhooks.pending')}</dt>
      <dd>{pending}</dd>
      <dt>{t('webhooks.dead')}</dt>
      <dd>{dead}</dd>
    </dl>
  );
}

function Editor({ webhook }: { readonly webhook: Webhook }) {
  const t = useT();
  const client = useQueryClient();
  return (
    <Edited record={webhook} fields={webhookFields.map(({ name }) => name)} topic="webhooks">
      {({ ifMatch, saved }) => (
        <RecordForm
          texts="webhooks"
          fields={webhookFields}
          record={{ ...webhook }}
          submit={t('ui.save')}
          onSave={async (body) => {
            const change = body as Body<'PATCH /webhooks/{id}'>;
            saved(await call('PATCH /webhooks/{id}', { path: { id: webhook.id }, body: change, ifMatch }));
            toast('good', t('webhooks.saved'));
            await client.invalidateQueries({ queryKey: ['webhooks'] });
          }}
        />
      )}
    </Edited>
  );
}

export function WebhookPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const asked = useQuery({
    queryKey: ['webhooks', 'one', id],
    queryFn: ({ signal }) => call('GET /webhooks/{id}', { path: { id }, signal }),
  });
  const webhook = asked.data;
  return (
    <SidePanel title={<bdi>{webhook?.name ?? t('webhooks.webhook')}</bdi>} onClose={onClose}>
      <Waiting asked={asked} />
      {webhook && (
        <>
          <State webhook={webhook} />
          <Acts webhook={webhook} />
          <Deliveries id={id} />
          <Editor webhook={webhook} />
          <Removal
            act={t('webhooks.deleteAct', { name: webhook.name })}
            text={t('webhooks.deleteText')}
            remove={() => call('DELETE /webhooks/{id}', { path: { id } })}
            onGone={() => {
              onClose();
              void client.invalidateQueries({ queryKey: ['webhooks'] });
            }}
          />
        </>
      )}
    </SidePanel>
  );
}
