import { useState } from 'react';
import { useT } from '../../i18n/t.js';
import { Checkbox, TextField } from '../fields.js';
import { FieldFaults } from '../form.js';
import type { ControlProps } from './control.js';
import { listOf, textOf } from './field.js';

export function Plain({ field, value, label, hint, isReadOnly, onChange }: ControlProps<'text'>) {
  const { name, isRequired = false, isLong = false, isSecret = false, inputType = 'text' } = field;
  return (
    <TextField
      name={name}
      label={label}
      hint={hint}
      type={isSecret ? 'password' : inputType}
      autoComplete={isSecret ? 'new-password' : 'off'}
      isLong={isLong}
      isRequired={isRequired}
      isReadOnly={isReadOnly}
      value={textOf(value)}
      onChange={onChange}
    />
  );
}

const timed = (type: 'time' | 'datetime-local', read: (text: string) => string, write: (text: string) => string) =>
  function Timed({ field, value, label, hint, isReadOnly, onChange }: ControlProps<'clock' | 'dateTime'>) {
    const { name, isRequired = false } = field;
    return (
      <TextField
        name={name}
        label={label}
        hint={hint}
        type={type}
        isRequired={isRequired}
        isReadOnly={isReadOnly}
        value={read(textOf(value))}
        onChange={(text) => onChange(text === '' ? undefined : write(text))}
      />
    );
  };

const same = (text: string) => text;
/** The API has `2026-11-23 08:00:00`, browsers have `2026-11-23T08:00`. */
const browserTime = (text: string) => text.slice(0, 16).replace(' ', 'T');
const apiTime = (text: string) => `${text.replace('T', ' ').slice(0, 16)}:00`;

export function NumberField({ field, value, label, hint, isReadOnly, onChange }: ControlProps<'number'>) {
  const { name, isRequired = false, min, max } = field;
  const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  return (
    <TextField
      name={name}
      label={label}
      hint={hint}
      type="number"
      inputMode="numeric"
      {...range}
      isRequired={isRequired}
      isReadOnly={isReadOnly}
      value={textOf(value)}
      onChange={(text) => onChange(text === '' ? undefined : Number(text))}
    />
  );
}

export const Flag = ({ field, value, label, hint, isReadOnly, onChange }: ControlProps<'flag'>) => (
  <div>
    <Checkbox isSelected={value === true} isDisabled={isReadOnly} onChange={onChange}>
      {label}
    </Checkbox>
    {hint !== undefined && <p className="hint">{hint}</p>}
    <FieldFaults name={field.name} />
  </div>
);

export const Clock = timed('time', same, same);
export const DateTime = timed('datetime-local', browserTime, apiTime);

export function InOneLine({ field, value, label, hint, isReadOnly, onChange }: ControlProps<'texts' | 'numbers'>) {
  const t = useT();
  const [typed, setTyped] = useState(listOf(value).map(textOf).join(', '));
  const { name, kind, isRequired = false } = field;
  return (
    <TextField
      name={name}
      label={label}
      hint={hint ?? t('records.commas')}
      isRequired={isRequired}
      isReadOnly={isReadOnly}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        const said = text.split(/[\s,;،、]+/).filter((part) => part !== '');
        onChange(kind === 'numbers' ? said.map(Number) : said);
      }}
    />
  );
}
