import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { wholeList } from '../../api/whole-list.js';
import { useT } from '../../i18n/t.js';
import { ComboBox, TextField } from '../../ui/fields.js';
import { personName } from '../../ui/person-name.js';
import type { ModeProps } from './route.js';

export function DoorField({ search: { doorId }, onChange }: ModeProps) {
  const t = useT();
  const { data } = useQuery({
    queryKey: ['doors', 'names'],
    queryFn: ({ signal }) => wholeList('GET /doors', { sort: 'name' }, signal),
  });
  if (!data) return null;
  return (
    <ComboBox
      label={t('explain.door')}
      options={data.items.map(({ id, name }) => ({ id, name }))}
      value={doorId ?? null}
      onChange={(id) => onChange({ doorId: id === null ? undefined : String(id) })}
    />
  );
}

/** The name of who is chosen, until somebody types. */
function useNameOf(pin: string | undefined): string {
  const { data } = useQuery({
    queryKey: ['persons', 'one', pin, 'person'],
    queryFn: ({ signal }) => call('GET /persons/{pin}', { path: { pin: pin ?? '' }, signal }),
    enabled: pin !== undefined,
  });
  return data ? `${personName(data)} (${data.pin})` : (pin ?? '');
}

/** By some letters of the name, the pin or the card. */
export function PersonField({ search: { pin }, onChange }: ModeProps) {
  const t = useT();
  const name = useNameOf(pin);
  const [typed, setTyped] = useState<string | null>(null);
  // A field that begins anew has its list closed.
  const [chosen, setChosen] = useState(0);
  const q = typed ?? '';
  const { data } = useQuery({
    queryKey: ['persons', 'found', q],
    queryFn: ({ signal }) => call('GET /persons', { query: { limit: 20, ...(q === '' ? {} : { q }) }, signal }),
  });
  return (
    <ComboBox
      key={chosen}
      label={t('explain.person')}
      options={(data?.items ?? []).map((one) => ({ id: one.pin, name: `${personName(one)} (${one.pin})` }))}
      isFound
      inputValue={typed ?? name}
      onInputChange={setTyped}
      onBlur={() => setTyped(null)}
      value={null}
      onChange={(id) => {
        if (typeof id !== 'string') return;
        setTyped(null);
        setChosen(chosen + 1);
        onChange({ pin: id });
      }}
    />
  );
}

/** What the clock of the door shows; empty = now. */
export function AtField({ search: { at }, onChange }: ModeProps) {
  const t = useT();
  return (
    <TextField
      type="datetime-local"
      label={t('explain.at')}
      hint={t('explain.atHint')}
      value={at ?? ''}
      onChange={(text) => onChange({ at: text === '' ? undefined : text })}
    />
  );
}

export function CardField({ search: { cardNo }, onChange }: ModeProps) {
  const t = useT();
  return (
    <TextField
      label={t('explain.card')}
      inputMode="numeric"
      value={cardNo ?? ''}
      onChange={(text) => onChange({ cardNo: text === '' ? undefined : text })}
    />
  );
}
