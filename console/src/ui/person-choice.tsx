import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useMay } from '../api/session.js';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { ComboBox, TextField } from './fields.js';
import { FieldFaults } from './form.js';
import { Icon } from './icon.js';
import { personName } from './person-name.js';
import './person-choice.css';

/** People by some letters of the name, the pin or the card. */
function useFound(q: string) {
  const { data } = useQuery({
    queryKey: ['persons', 'found', q],
    queryFn: ({ signal }) => call('GET /persons', { query: { limit: 20, ...(q === '' ? {} : { q }) }, signal }),
  });
  return (data?.items ?? []).map((person) => ({ id: person.pin, name: `${personName(person)} (${person.pin})` }));
}

interface FindPersonProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isRequired?: boolean | undefined;
  readonly onFind: (pin: string) => void;
}

/** One person, by typing. It is made anew (`key`) for the next one. */
export function FindPerson({ label, hint, isRequired = false, onFind }: FindPersonProps) {
  const [q, setQ] = useState('');
  const found = useFound(q);
  return (
    <ComboBox
      label={label}
      hint={hint}
      options={found}
      isFound
      isRequired={isRequired}
      inputValue={q}
      onInputChange={setQ}
      value={null}
      onChange={(pin) => {
        if (typeof pin === 'string') onFind(pin);
      }}
    />
  );
}

/** Name and pin of somebody; the pin alone until it is there. */
export function usePersonName(pin: string): string {
  const { data } = useQuery({
    queryKey: ['persons', 'name', pin],
    queryFn: ({ signal }) => call('GET /persons/{pin}', { path: { pin }, signal }),
    staleTime: 120_000,
    retry: false,
  });
  return data ? `${personName(data)} (${pin})` : pin;
}

interface ChosenProps {
  readonly pin: string;
  readonly isReadOnly: boolean;
  readonly onRemove: () => void;
}

function Chosen({ pin, isReadOnly, onRemove }: ChosenProps) {
  const t = useT();
  const name = usePersonName(pin);
  return (
    <li className="row">
      <bdi className="grow">{name}</bdi>
      {!isReadOnly && (
        <Button kind="quiet" aria-label={t('records.without', { name })} onPress={onRemove}>
          <Icon name="close" size={16} />
        </Button>
      )}
    </li>
  );
}

interface PersonChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly pins: readonly string[];
  readonly isReadOnly: boolean;
  readonly onChange: (pins: string[]) => void;
}

/** So many are shown by name; the others are counted. */
const mostShown = 50;

function Pins({ label, name, pins, isReadOnly, onChange }: PersonChoiceProps) {
  const t = useT();
  const [typed, setTyped] = useState(pins.join(', '));
  return (
    <TextField
      name={name}
      label={label}
      hint={t('records.pinsHint')}
      value={typed}
      isReadOnly={isReadOnly}
      onChange={(text) => {
        setTyped(text);
        onChange(text.split(/[\s,،]+/).filter((pin) => pin !== ''));
      }}
    />
  );
}

function Persons({ label, name, pins, isReadOnly, onChange }: PersonChoiceProps) {
  const t = useT();
  const [added, setAdded] = useState(0);
  return (
    <fieldset className="many-choice">
      <legend>{label}</legend>
      <ul className="person-choice">
        {pins.slice(0, mostShown).map((pin) => (
          <Chosen
            key={pin}
            pin={pin}
            isReadOnly={isReadOnly}
            onRemove={() => onChange(pins.filter((one) => one !== pin))}
          />
        ))}
      </ul>
      {pins.length > mostShown && <p className="muted">{t('records.more', { count: pins.length - mostShown })}</p>}
      {pins.length === 0 && <p className="muted">{t('records.nobody')}</p>}
      {!isReadOnly && (
        <FindPerson
          key={added}
          label={t('records.addPerson')}
          onFind={(pin) => {
            setAdded(added + 1);
            onChange([...new Set([...pins, pin])]);
          }}
        />
      )}
      <FieldFaults name={name} />
    </fieldset>
  );
}

/** Several persons: by name, or by pin where people may not be read. */
export function PersonChoice(props: PersonChoiceProps) {
  const may = useMay();
  return may('person.read') ? <Persons {...props} /> : <Pins {...props} />;
}
