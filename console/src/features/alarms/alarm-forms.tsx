import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Dialog } from '../../ui/dialog.js';
import { Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';

const outcomes = ['real', 'false', 'technical', 'drill'] as const;
type Outcome = (typeof outcomes)[number];

interface FormProps {
  readonly onDone: () => void;
}

function useRefetch() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['alarms'] });
}

function AckForm({ ids, onDone }: FormProps & { readonly ids: readonly string[] }) {
  const t = useT();
  const refetch = useRefetch();
  const [outcome, setOutcome] = useState<Outcome>('false');
  const acknowledge = async (values: FormData) => {
    const body = { ids: [...ids], outcome, note: textIn(values, 'note') };
    const { items } = await call('POST /alarms/ack', { body });
    const first = items.find(({ result }) => result === 'already');
    const count = items.filter(({ result }) => result === 'acked').length;
    if (first) toast('bad', t('alarms.already', { name: first.ack?.by ?? '' }));
    else toast('good', t('alarms.acknowledged', { count }));
    await refetch();
    onDone();
  };
  return (
    <Form onSubmit={acknowledge} submit={t('alarms.acknowledge')} onCancel={onDone}>
      <Select
        label={t('alarms.outcome')}
        options={outcomes.map((id) => ({ id, name: t(`alarms.outcome-${id}`) }))}
        value={outcome}
        onChange={setOutcome}
      />
      <TextField name="note" label={t('alarms.note')} isLong />
    </Form>
  );
}

function NoteForm({ id, onDone }: FormProps & { readonly id: string }) {
  const t = useT();
  const refetch = useRefetch();
  const note = async (values: FormData) => {
    await call('POST /alarms/{id}/note', { path: { id }, body: { note: textIn(values, 'note') } });
    await refetch();
    onDone();
  };
  return (
    <Form onSubmit={note} submit={t('ui.save')} onCancel={onDone}>
      <TextField name="note" label={t('alarms.note')} isLong isRequired autoFocus />
    </Form>
  );
}

const times = ['15', '60', '240', '480'] as const;

function ShelveForm({ id, onDone }: FormProps & { readonly id: string }) {
  const t = useT();
  const refetch = useRefetch();
  const [minutes, setMinutes] = useState<(typeof times)[number]>('60');
  const shelve = async (values: FormData) => {
    const body = { minutes: Number(minutes), reason: textIn(values, 'reason') };
    await call('POST /alarms/{id}/shelve', { path: { id }, body });
    await refetch();
    onDone();
  };
  return (
    <Form onSubmit={shelve} submit={t('alarms.shelve')} onCancel={onDone}>
      <Select
        label={t('alarms.howLong')}
        options={times.map((one) => ({ id: one, name: t('alarms.minutes', { count: Number(one) }) }))}
        value={minutes}
        onChange={setMinutes}
      />
      <TextField name="reason" label={t('alarms.reason')} isRequired />
    </Form>
  );
}

/** What is being done, and with which alarms. */
export interface Asked {
  readonly what: 'ack' | 'note' | 'shelve';
  readonly ids: readonly string[];
}

export function AskedDialog({ asked, onClose }: { readonly asked: Asked | null; readonly onClose: () => void }) {
  const t = useT();
  if (!asked) return null;
  const { what, ids } = asked;
  const [id = ''] = ids;
  const titles = { ack: 'alarms.acknowledge', note: 'alarms.addNote', shelve: 'alarms.shelve' } as const;
  const title = what === 'ack' && ids.length > 1 ? t('alarms.acknowledgeMany', { count: ids.length }) : t(titles[what]);
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      {what === 'ack' && <AckForm ids={ids} onDone={onClose} />}
      {what === 'note' && <NoteForm id={id} onDone={onClose} />}
      {what === 'shelve' && <ShelveForm id={id} onDone={onClose} />}
    </Dialog>
  );
}
