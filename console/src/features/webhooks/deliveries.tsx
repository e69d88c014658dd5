import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type ItemOf } from '../../api/call.js';
import { useList } from '../../api/list.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import './webhooks.css';

type Delivery = ItemOf<'GET /webhooks/{id}/deliveries'>;

const statuses = ['all', 'delivered', 'pending', 'dead'] as const;
type Status = (typeof statuses)[number];

/** The form's times are those of this computer. */
const instantOf = (text: string) => new Date(text).toISOString();

function answerOf(t: Translate, { lastStatus, lastError, attempts }: Delivery): string {
  const answer = lastStatus === null ? (lastError ?? '') : String(lastStatus);
  return t('webhooks.attempts', { count: attempts, answer });
}

function Row({ id, delivery }: { readonly id: string; readonly delivery: Delivery }) {
  const t = useT();
  const client = useQueryClient();
  const { position, type, status, lastAt } = delivery;
  const retry = useMutation({
    mutationFn: () => call('POST /webhooks/{id}/deliveries/{position}/retry', { path: { id, position } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
    onError: tellError(t),
  });
  return (
    <li className="webhook-delivery">
      <div className="grow">
        <bdi>{type}</bdi>{' '}
        <span className={status === 'dead' ? 'bad' : 'muted'}>{t.loose(`webhooks.delivery-${status}`, status)}</span>
        <div className="small muted">
          <Time at={lastAt} isWhole /> · {answerOf(t, delivery)}
        </div>
      </div>
      <Button kind="quiet" isPending={retry.isPending} onPress={() => retry.mutate()}>
        {t('webhooks.retry')}
      </Button>
    </li>
  );
}

/** Everything of some time once more, under the same ids. */
function Replay({ id }: { readonly id: string }) {
  const t = useT();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <div className="row">
        <Button onPress={() => setOpen(true)}>{t('webhooks.replay')}</Button>
      </div>
    );
  }
  const send = async (values: FormData) => {
    const body = { from: instantOf(textIn(values, 'from')), to: instantOf(textIn(values, 'to')) };
    const { number } = await call('POST /webhooks/{id}/replay', { path: { id }, body });
    toast('good', t('webhooks.replayed', { count: number }));
    setOpen(false);
    await client.invalidateQueries({ queryKey: ['webhooks'] });
  };
  return (
    <Form onSubmit={send} submit={t('webhooks.replay')} onCancel={() => setOpen(false)}>
      <TextField name="from" type="datetime-local" label={t('webhooks.from')} isRequired />
      <TextField name="to" type="datetime-local" label={t('webhooks.to')} isRequired />
    </Form>
  );
}

/** What became of messages, the newest first. */
export function Deliveries({ id }: { readonly id: string }) {
  const t = useT();
  const [status, setStatus] = useState<Status>('all');
  const query = status === 'all' ? {} : { status };
  const { rows, hasMore, more } = useList('webhooks', 'GET /webhooks/{id}/deliveries', query, { id });
  return (
    <section className="stack" aria-label={t('webhooks.deliveries')}>
      <h3>{t('webhooks.deliveries')}</h3>
      <Select
        label={t('webhooks.status')}
        options={statuses.map((one) => ({ id: one, name: t(`webhooks.delivery-${one}`) }))}
        value={status}
        onChange={setStatus}
      />
      {rows.length === 0 && <p className="muted">{t('webhooks.noDelivery')}</p>}
      <ul className="webhook-deliveries">
        {rows.map((delivery) => (
          <Row key={delivery.position} id={id} delivery={delivery} />
        ))}
      </ul>
      {hasMore && <Button onPress={more}>{t('webhooks.more')}</Button>}
      <Replay id={id} />
    </section>
  );
}
