import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { ComboBox } from '../../ui/fields.js';
import { personName } from '../../ui/person-name.js';
import type { MusterPerson } from './queries.js';

interface AddProps {
  readonly known: readonly MusterPerson[];
  readonly onAdd: (pin: string, name: string) => void;
}

/** Somebody who stands there and is not on the list. */
export function AddPerson({ known, onAdd }: AddProps) {
  const t = useT();
  const may = useMay();
  const [q, setQ] = useState('');
  // A field that begins anew is empty, and its list is closed.
  const [given, setGiven] = useState(0);
  const { data } = useQuery({
    queryKey: ['persons', 'found', q],
    queryFn: ({ signal }) => call('GET /persons', { query: { limit: 20, ...(q === '' ? {} : { q }) }, signal }),
    enabled: may('person.face'),
  });
  const pins = new Set(known.map(({ pin }) => pin));
  const found = (data?.items ?? []).filter(({ pin }) => !pins.has(pin));
  if (!may('person.face')) return null;
  return (
    <div className="no-print inside-add">
      <ComboBox
        key={given}
        label={t('inside.add')}
        hint={t('inside.addHint')}
        options={found.map((person) => ({ id: person.pin, name: `${personName(person)} (${person.pin})` }))}
        isFound
        inputValue={q}
        onInputChange={setQ}
        value={null}
        onChange={(pin) => {
          const person = found.find((one) => one.pin === pin);
          if (!person) return;
          setGiven(given + 1);
          setQ('');
          onAdd(person.pin, personName(person));
        }}
      />
    </div>
  );
}
