import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { RecordForm } from '../../ui/records/record-form.js';
import type { Field } from '../../ui/records/field.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import { Waiting } from '../../ui/waiting.js';
import { Cost } from './cost.js';
import { Facts } from './facts.js';

type Stay = Answer<'GET /parking/stays/{id}'>;

const discountFields: readonly Field[] = [
  { name: 'kind', kind: 'choice', options: ['free', 'amount', 'minutes', 'percent'], begins: 'minutes' },
  { name: 'value', kind: 'number', min: 1, hint: 'value', when: ({ kind }) => kind !== 'free' },
];

function Acts({ stay }: { readonly stay: Stay }) {
  const t = useT();
  const client = useQueryClient();
  const [isLeaving, setLeaving] = useState(false);
  const path = { id: stay.id };
  const done = () => client.invalidateQueries();
  const pay = useMutation({
    mutationFn: () => call('POST /parking/stays/{id}/payments', { path, body: { paymentType: 'cash' } }),
    onSuccess: done,
    onError: tellError(t),
  });
  const leave = useMutation({
    mutationFn: () => call('POST /parking/stays/{id}/leave', { path, body: {} }),
    onSuccess: done,
    onError: tellError(t),
  });
  const { due, dueText, currency } = stay.cost;
  return (
    <div className="stack">
      <div className="row">
        {due > 0 && (
          <Button kind="main" isPending={pay.isPending} onPress={() => pay.mutate()}>
            {t('parkingFees.pay', { amount: `${dueText} ${currency}` })}
          </Button>
        )}
        {stay.leftAt === null && <Button onPress={() => setLeaving(true)}>{t('parkingFees.leave')}</Button>}
      </div>
      <Confirm
        title={t('parkingFees.leave')}
        text={t('parkingFees.leaveText')}
        act={t('parkingFees.leave')}
        isOpen={isLeaving}
        onClose={() => setLeaving(false)}
        onAct={() => leave.mutate()}
      />
    </div>
  );
}

function Discounts({ stay }: { readonly stay: Stay }) {
  const t = useT();
  const client = useQueryClient();
  const path = { id: stay.id };
  const done = () => client.invalidateQueries();
  const takeBack = useMutation({
    mutationFn: (given: string) => call('DELETE /parking/stays/{id}/discounts/{given}', { path: { ...path, given } }),
    onSuccess: done,
    onError: tellError(t),
  });
  return (
    <section className="stack" aria-label={t('parkingFees.discounts')}>
      <h3>{t('parkingFees.discounts')}</h3>
      {stay.discounts.map(({ id, name, kind, value }) => (
        <div key={id} className="row">
          <span className="grow">
            <bdi>
              {[name, t(`parkingFees.kind-${kind}`), kind === 'free' ? '' : String(value)].filter(Boolean).join(' · ')}
            </bdi>
          </span>
          {id !== '' && (
            <Button kind="quiet" onPress={() => takeBack.mutate(id)}>
              {t('parkingFees.takeBack')}
            </Button>
          )}
        </div>
      ))}
      {stay.leftAt === null && (
        <RecordForm
          key={stay.discounts.length}
          texts="parkingFees"
          fields={discountFields}
          submit={t('parkingFees.give')}
          onSave={async (body) => {
            await call('POST /parking/stays/{id}/discounts', { path, body });
            await done();
          }}
        />
      )}
    </section>
  );
}

/** One stay, with what it costs. */
export function StayPanel({ id }: { readonly id: string }) {
  const t = useT();
  const may = useMay();
  const asked = useQuery({
    queryKey: ['parking', 'stay', id],
    queryFn: ({ signal }) => call('GET /parking/stays/{id}', { path: { id }, signal }),
  });
  const stay = asked.data;
  if (!stay) return <Waiting asked={asked} />;
  const { cost } = stay;
  return (
    <div className="stack">
      <Facts
        facts={[
          [t('parkingFees.enteredAt'), <Time key="in" at={stay.enteredAt} isWhole />],
          [t('parkingFees.leftAt'), stay.leftAt && <Time key="out" at={stay.leftAt} isWhole />],
          [t('parkingFees.ended'), stay.ended && t(`parkingFees.ended-${stay.ended}`)],
          [t('parkingFees.f-areaId'), stay.areaName],
          [t('parkingFees.tariff'), cost.tariffName ?? ''],
          [t('parkingFees.paid'), cost.paid > 0 ? `${cost.paidText} ${cost.currency}` : ''],
          [t('parkingFees.due'), cost.due > 0 ? `${cost.dueText} ${cost.currency}` : ''],
        ]}
      />
      {may('device') && <Acts stay={stay} />}
      <Cost cost={cost} />
      {may('device') && <Discounts stay={stay} />}
    </div>
  );
}
