import { useState, type ComponentType } from 'react';
import { useT } from '../../i18n/t.js';
import { Button } from '../button.js';
import { FieldFaults } from '../form.js';
import { Icon } from '../icon.js';
import { Choose, Many, One, Part, Parts, Person, Persons } from './choosing-controls.js';
import type { ControlProps } from './control.js';
import { begun, shownOf, type Field, type KindOf, type Values } from './field.js';
import { itemsAs, itemsIn } from './items.js';
import { Clock, DateTime, Flag, InOneLine, NumberField, Plain } from './plain-controls.js';
import type { Choices } from './sources.js';
import './records.css';

interface FieldControlProps {
  readonly field: Field;
  readonly values: Values;
  readonly choices: Choices;
  readonly texts: string;
  readonly isReadOnly: boolean;
  readonly onChange: (name: string, value: unknown) => void;
}

/** What is shown for each kind of field. */
const controls: { readonly [K in KindOf]: ComponentType<ControlProps<K>> } = {
  text: Plain,
  clock: Clock,
  dateTime: DateTime,
  number: NumberField,
  flag: Flag,
  choice: Choose,
  one: One,
  many: Many,
  part: Part,
  parts: Parts,
  person: Person,
  persons: Persons,
  texts: InOneLine,
  numbers: InOneLine,
  items: Items,
};

/** A declared field, with its words. */
export function FieldControl({ field, values, choices, texts, isReadOnly, onChange }: FieldControlProps) {
  const t = useT();
  const { name, kind, label = name, hint } = field;
  const Control = controls[kind] as ComponentType<ControlProps>;
  return (
    <Control
      field={field}
      value={values[name]}
      values={values}
      choices={choices}
      texts={texts}
      label={t.loose(`${texts}.f-${label}`, name)}
      hint={hint === undefined ? undefined : t.loose(`${texts}.hint-${hint}`, '')}
      isReadOnly={isReadOnly}
      onChange={(value) => onChange(name, value)}
    />
  );
}

interface Row {
  readonly key: number;
  readonly item: Values;
}

/** Several of the same form, one below the other. */
function Items(props: ControlProps<'items'>) {
  const { field, value, values, choices, texts, label, hint, isReadOnly, onChange } = props;
  const t = useT();
  // As they are typed: what is half said is no part of the body yet.
  const [rows, setRows] = useState<readonly Row[]>(() =>
    itemsIn(field.shape, value).map((item, key) => ({ key, item })),
  );
  const take = (next: readonly Row[]) => {
    setRows(next);
    onChange(
      itemsAs(
        field.shape,
        next.map(({ item }) => item),
      ),
    );
  };
  const change = (key: number, name: string, said: unknown) =>
    take(rows.map((row) => (row.key === key ? { key, item: { ...row.item, [name]: said } } : row)));
  const next = Math.max(-1, ...rows.map(({ key }) => key)) + 1;
  return (
    <fieldset className="many-choice">
      <legend>{label}</legend>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {rows.map(({ key, item }, at) => (
        <div key={key} className="record-item" role="group" aria-label={`${label} ${String(at + 1)}`}>
          {shownOf(field.fields, item).map((one) => (
            <FieldControl
              key={one.name}
              field={one}
              values={{ sn: values.sn, ...item }}
              choices={choices}
              texts={texts}
              isReadOnly={isReadOnly}
              onChange={(name, said) => change(key, name, said)}
            />
          ))}
          {!isReadOnly && (
            <Button
              kind="quiet"
              aria-label={t('records.without', { name: `${label} ${String(at + 1)}` })}
              onPress={() => take(rows.filter((row) => row.key !== key))}
            >
              <Icon name="close" size={16} />
            </Button>
          )}
        </div>
      ))}
      {!isReadOnly && (
        <div className="row">
          <Button onPress={() => take([...rows, { key: next, item: begun(field.fields) }])}>
            <Icon name="plus" size={16} />
            {t('records.addItem', { name: label })}
          </Button>
        </div>
      )}
      <FieldFaults name={field.name} />
    </fieldset>
  );
}
