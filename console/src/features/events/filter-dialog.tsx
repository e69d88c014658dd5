import { useState } from 'react';
import { useFormats, useT } from '../../i18n/t.js';
import { Dialog } from '../../ui/dialog.js';
import { ComboBox, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import type { Picked } from './choices.js';
import { useCodes, useFilterOptions } from './filter-options.js';
import type { Change, EventSearch } from './route.js';

interface FilterDialogProps {
  readonly kind: Picked;
  readonly search: EventSearch;
  readonly onChange: (change: Change) => void;
  readonly onClose: () => void;
}

/** `2026-11-23T14:02` of the field and `2026-11-23 14:02:00` of the gateway */
const toGateway = (local: string) => (local === '' ? undefined : `${local.replace('T', ' ')}:00`.slice(0, 19));
const toField = (time = '') => time.replace(' ', 'T').slice(0, 16);

function Times({ search }: { readonly search: EventSearch }) {
  const t = useT();
  const { dayOf } = useFormats();
  const from = search.from === undefined ? `${dayOf(new Date())}T00:00` : toField(search.from);
  return (
    <>
      <TextField name="from" type="datetime-local" label={t('events.from')} defaultValue={from} autoFocus />
      <TextField name="to" type="datetime-local" label={t('events.to')} defaultValue={toField(search.to)} />
    </>
  );
}

type Listed = Extract<Picked, 'area' | 'door' | 'sn' | 'code'>;

function Choice({ kind, onPick }: { readonly kind: Listed; readonly onPick: (id: string) => void }) {
  const t = useT();
  const listed = useFilterOptions();
  const options = { area: listed.areas, door: listed.doors, sn: listed.devices, code: useCodes(kind === 'code') }[kind];
  return (
    <ComboBox
      label={t(`events.pick-${kind}`)}
      options={options}
      onChange={(id) => id !== null && onPick(String(id))}
      autoFocus
    />
  );
}

/** For a filter that wants a value: a door of hundreds, a number of a card, a time. */
export function FilterDialog({ kind, search, onChange, onClose }: FilterDialogProps) {
  const t = useT();
  const [chosen, setChosen] = useState<string>();
  const submitted = (values: FormData) => {
    const text = textIn(values, 'value');
    if (kind === 'time') {
      onChange({ period: undefined, from: toGateway(textIn(values, 'from')), to: toGateway(textIn(values, 'to')) });
    } else if (kind === 'pin' || kind === 'card') onChange({ [kind]: text === '' ? undefined : text });
    else onChange({ [kind]: chosen });
    onClose();
    return Promise.resolve();
  };
  return (
    <Dialog title={t(`events.pick-${kind}`)} isOpen onClose={onClose}>
      <Form onSubmit={submitted} submit={t('ui.filter')} onCancel={onClose}>
        {kind === 'time' && <Times search={search} />}
        {(kind === 'pin' || kind === 'card') && (
          <TextField name="value" label={t(`events.pick-${kind}`)} defaultValue={search[kind] ?? ''} autoFocus />
        )}
        {(kind === 'area' || kind === 'door' || kind === 'sn' || kind === 'code') && (
          <Choice kind={kind} onPick={setChosen} />
        )}
      </Form>
    </Dialog>
  );
}
