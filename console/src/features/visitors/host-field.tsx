import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { ComboBox, TextField } from '../../ui/fields.js';
import { personName } from '../../ui/person-name.js';

export interface Host {
  readonly pin: string;
  readonly name: string;
}

interface HostProps {
  readonly host: Host | null;
  readonly onChoose: (host: Host | null) => void;
}

function FoundHost({ host, onChoose }: HostProps) {
  const t = useT();
  const [typed, setTyped] = useState<string | null>(null);
  // A field that begins anew has its list closed.
  const [chosen, setChosen] = useState(0);
  const q = typed ?? '';
  const { data } = useQuery({
    queryKey: ['persons', 'found', q],
    queryFn: ({ signal }) => call('GET /persons', { query: { limit: 20, ...(q === '' ? {} : { q }) }, signal }),
  });
  const found = (data?.items ?? []).map((one) => ({ id: one.pin, name: `${personName(one)} (${one.pin})` }));
  return (
    <ComboBox
      key={chosen}
      name="hostPin"
      label={t('visitors.host')}
      options={found}
      isFound
      inputValue={typed ?? host?.name ?? ''}
      onInputChange={setTyped}
      onBlur={() => setTyped(null)}
      value={null}
      onChange={(pin) => {
        const one = found.find(({ id }) => id === pin);
        if (!one) return;
        setTyped(null);
        setChosen(chosen + 1);
        onChoose({ pin: one.id, name: one.name });
      }}
    />
  );
}

/** Whom they visit: by some letters of the name, or by the pin where people may not be read. */
export function HostField(props: HostProps) {
  const t = useT();
  const may = useMay();
  if (may('person.face')) return <FoundHost {...props} />;
  const { host, onChoose } = props;
  return (
    <TextField
      name="hostPin"
      label={t('visitors.hostPin')}
      value={host?.pin ?? ''}
      onChange={(pin) => onChoose(pin === '' ? null : { pin, name: pin })}
    />
  );
}
