import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Form } from '../../ui/form.js';
import { TextField } from '../../ui/fields.js';
import { Cost } from './cost.js';

/** What browsers give for a time is the clock of the browser. */
const instantOf = (values: FormData, name: string) => {
  const text = values.get(name);
  return typeof text === 'string' && text !== '' ? new Date(text).toISOString() : '';
};

/** Tries a tariff. */
export function Quote({ tariffId }: { readonly tariffId: string }) {
  const t = useT();
  const [quote, setQuote] = useState<Answer<'POST /parking/quote'> | null>(null);
  const ask = async (values: FormData) => {
    const body = { tariffId, from: instantOf(values, 'from'), to: instantOf(values, 'to') };
    setQuote(await call('POST /parking/quote', { body }));
  };
  return (
    <section className="stack" aria-label={t('parkingFees.quote')}>
      <h3>{t('parkingFees.quote')}</h3>
      <Form onSubmit={ask} submit={t('parkingFees.ask')}>
        <TextField name="from" type="datetime-local" label={t('parkingFees.enteredAt')} isRequired />
        <TextField name="to" type="datetime-local" label={t('parkingFees.leftAt')} isRequired />
      </Form>
      {quote && <Cost cost={quote} />}
    </section>
  );
}
