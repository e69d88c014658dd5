import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, callLoosely, type Answer } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { RecordForm } from '../../ui/records/record-form.js';
import { Removal } from '../../ui/removal.js';
import { Waiting } from '../../ui/waiting.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import type { BrokerKind } from './kinds.js';

type View = Answer<'GET /nats'>;
type Trial = Answer<'POST /nats/test'>;

/** Null: nothing is set. Of what is not set nothing is asked, because the browser would report that as an error. */
async function read({ id, path }: BrokerKind, signal: AbortSignal): Promise<View | null> {
  const { brokers } = await call('GET /settings', { signal });
  return brokers.includes(id) ? ((await callLoosely('GET', path, { signal })) as View) : null;
}

function State({ view: { status } }: { readonly view: View }) {
  const t = useT();
  return (
    <dl className="facts">
      <dt>{t('brokers.state')}</dt>
      <dd className={status.connected ? '' : 'bad'}>
        {t(status.connected ? 'brokers.connected' : 'brokers.notConnected')}
      </dd>
      {status.error !== null && (
        <>
          <dt>{t('brokers.error')}</dt>
          <dd>
            {status.error} {status.errorAt !== null && <Time at={status.errorAt} isWhole />}
          </dd>
        </>
      )}
      <dt>{t('brokers.published')}</dt>
      <dd>{status.publishedAt === null ? '–' : <Time at={status.publishedAt} isWhole />}</dd>
      <dt>{t('brokers.behind')}</dt>
      <dd>{t('brokers.seconds', { seconds: Math.round(status.lagSeconds) })}</dd>
    </dl>
  );
}

/** Tries what is set. */
function Test({ kind }: { readonly kind: BrokerKind }) {
  const t = useT();
  const test = useMutation({
    mutationFn: async () => (await callLoosely('POST', `${kind.path}/test`, { body: {} })) as Trial,
    onError: tellError(t),
  });
  return (
    <div className="stack">
      <div className="row">
        <Button isPending={test.isPending} onPress={() => test.mutate()}>
          {t('brokers.test')}
        </Button>
      </div>
      {test.data && (
        <p role="status" className={test.data.ok ? '' : 'bad'}>
          {t(test.data.ok ? 'brokers.testGood' : 'brokers.testBad', { ms: test.data.ms })} {test.data.detail}
        </p>
      )}
    </div>
  );
}

/** One of the brokers: how it gets on, and what it is set to. */
export function Broker({ kind }: { readonly kind: BrokerKind }) {
  const t = useT();
  const client = useQueryClient();
  const key = ['brokers', kind.id];
  const asked = useQuery({ queryKey: key, queryFn: ({ signal }) => read(kind, signal) });
  const view = asked.data;
  const save = async (body: Record<string, unknown>) => {
    client.setQueryData(key, await callLoosely('PUT', kind.path, { body: kind.toBody(body) }));
    toast('good', t('brokers.saved', { name: kind.name }));
  };
  return (
    <div className="stack">
      <p className="muted">{t(`brokers.about-${kind.id}`)}</p>
      <Waiting asked={asked} />
      {view && (
        <>
          <State view={view} />
          <Test kind={kind} />
        </>
      )}
      {view !== undefined && (
        <RecordForm
          key={view === null ? 'new' : view.changedAt}
          texts="brokers"
          fields={kind.fields}
          record={view === null ? undefined : kind.toValues(view)}
          submit={t(view === null ? 'brokers.connect' : 'ui.save')}
          onSave={save}
        />
      )}
      {view && (
        <Removal
          act={t('brokers.removeAct', { name: kind.name })}
          text={t('brokers.removeText')}
          remove={() => callLoosely('DELETE', kind.path)}
          onGone={() => void client.invalidateQueries({ queryKey: ['brokers'] })}
        />
      )}
    </div>
  );
}
