import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { ComboBox, Select, type Option } from '../fields.js';
import { ManyChoice } from '../many-choice.js';
import { FindPerson, PersonChoice } from '../person-choice.js';
import type { ControlProps } from './control.js';
import { partsOf, textOf, textsOf } from './field.js';
import { InOneLine, NumberField, Plain } from './plain-controls.js';
import { hasNumbers, type Choice } from './sources.js';

/** More than these are looked for by typing. */
const manyOptions = 12;

interface OneOfProps extends Pick<ControlProps, 'label' | 'hint' | 'isReadOnly'> {
  readonly name: string;
  readonly isRequired: boolean;
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

function OneOf({ name, label, hint, isRequired, isReadOnly, options, chosen, onChoose }: OneOfProps) {
  const known = options.some(({ id }) => id === chosen) || chosen === '';
  const all = known ? options : [...options, { id: chosen, name: chosen }];
  const shared = { name, label, hint, isRequired, isDisabled: isReadOnly };
  if (all.length <= manyOptions) {
    return <Select {...shared} options={all} value={chosen === '' ? null : chosen} onChange={onChoose} />;
  }
  return (
    <ComboBox
      {...shared}
      options={all}
      {...(chosen === '' ? {} : { defaultValue: chosen })}
      onChange={(id) => {
        if (typeof id === 'string') onChoose(id);
      }}
    />
  );
}

export function Choose({ field, value, texts, label, hint, isReadOnly, onChange }: ControlProps<'choice'>) {
  const t = useT();
  const { name, options, words = `${texts}.${field.name}`, isRequired = false } = field;
  const isNumber = typeof options[0] === 'number';
  return (
    <OneOf
      name={name}
      label={label}
      hint={hint}
      isRequired={isRequired}
      isReadOnly={isReadOnly}
      options={options.map((id) => ({ id: String(id), name: t.loose(`${words}-${String(id)}`, String(id)) }))}
      chosen={textOf(value)}
      onChoose={(id) => onChange(isNumber ? Number(id) : id)}
    />
  );
}

/** Two of the same name are told apart by their ids. */
function optionsOf(choices: readonly Choice[] = []): Option[] {
  const names = choices.map(({ name }) => name);
  const isTwice = (name: string) => names.indexOf(name) !== names.lastIndexOf(name);
  return choices.map(({ id, name, sn }) => ({ id, name: isTwice(name) ? `${name} (${sn ?? id})` : name }));
}

const nothing = '';

export function One({ field, value, choices, label, hint, isReadOnly, onChange }: ControlProps<'one'>) {
  const t = useT();
  const { name, of, isRequired = false, hasNone = false } = field;
  const none = hasNone ? [{ id: nothing, name: t('records.none') }] : [];
  return (
    <OneOf
      name={name}
      label={label}
      hint={hint}
      isRequired={isRequired}
      isReadOnly={isReadOnly}
      options={[...none, ...optionsOf(choices[of])]}
      chosen={textOf(value)}
      onChoose={(id) => onChange(id === nothing ? undefined : hasNumbers(of) ? Number(id) : id)}
    />
  );
}

export function Many({ field, value, choices, label, hint, isReadOnly, onChange }: ControlProps<'many'>) {
  const t = useT();
  const { name, of, hasAll = false } = field;
  return (
    <ManyChoice
      name={name}
      label={label}
      hint={hint}
      {...(hasAll ? { all: t('records.all') } : {})}
      choices={optionsOf(choices[of])}
      chosen={value === null || (value === undefined && hasAll) ? null : textsOf(value)}
      isReadOnly={isReadOnly}
      onChange={onChange}
      none={t('records.nothingToChoose')}
    />
  );
}

/** Parts of the chosen device, by their numbers. */
const partsOn = ({ field, values, choices }: ControlProps<'part' | 'parts'>): Option[] => {
  const source = partsOf(field, values);
  const own = source === undefined ? [] : (choices[source] ?? []);
  return own
    .filter(({ sn, number }) => sn === textOf(values.sn) && number !== undefined)
    .map(({ number, name }) => ({ id: String(number), name: `${String(number)} · ${name}` }));
};

export function Part(props: ControlProps<'part'>) {
  const { field, value, values, label, hint, isReadOnly, onChange } = props;
  const options = partsOn(props);
  const { name, isRequired = false } = field;
  if (options.length === 0) {
    return <NumberField {...props} field={{ kind: 'number', name, isRequired, min: 1, max: 255 }} />;
  }
  return (
    <OneOf
      key={`${textOf(values.sn)} ${field.by === undefined ? '' : textOf(values[field.by])}`}
      name={name}
      label={label}
      hint={hint}
      isRequired={isRequired}
      isReadOnly={isReadOnly}
      options={options}
      chosen={textOf(value)}
      onChoose={(id) => onChange(Number(id))}
    />
  );
}

export function Parts(props: ControlProps<'parts'>) {
  const { field, value, label, hint, isReadOnly, onChange } = props;
  const options = partsOn(props);
  if (options.length === 0) return <InOneLine {...props} field={{ ...field, kind: 'numbers' }} />;
  return (
    <ManyChoice
      name={field.name}
      label={label}
      hint={hint}
      choices={options}
      chosen={textsOf(value)}
      isReadOnly={isReadOnly}
      onChange={(ids) => onChange((ids ?? []).map(Number))}
    />
  );
}

export function Person(props: ControlProps<'person'>) {
  const { field, value, label, hint, isReadOnly, onChange } = props;
  const may = useMay();
  const pin = textOf(value);
  if (!may('person.read') || isReadOnly || (pin !== '' && field.isFixed)) {
    return <Plain {...props} field={{ ...field, kind: 'text' }} />;
  }
  if (pin === '') return <FindPerson label={label} hint={hint} isRequired={field.isRequired} onFind={onChange} />;
  return (
    <PersonChoice
      name={field.name}
      label={label}
      pins={[pin]}
      isReadOnly={false}
      onChange={(pins) => onChange(pins.at(-1))}
    />
  );
}

export const Persons = ({ field, value, label, isReadOnly, onChange }: ControlProps<'persons'>) => (
  <PersonChoice name={field.name} label={label} pins={textsOf(value)} isReadOnly={isReadOnly} onChange={onChange} />
);
