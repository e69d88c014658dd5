import { useState } from 'react';
import { call, type Body } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Checkbox, Select, TextField } from '../../ui/fields.js';
import { Form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { WhatIf } from '../../ui/what-if.js';
import type { Holiday } from './calendar.js';

interface HolidayFormProps {
  /** Undefined: a new one is made. */
  readonly holiday?: Holiday | undefined;
  readonly date: string;
  readonly onSaved: () => void;
}

const kinds = ['1', '2', '3'] as const;
type Given = Required<Body<'POST /holidays'>>;

interface FieldsProps {
  readonly given: Given;
  readonly isFixed: boolean;
  readonly onChange: (given: Given) => void;
}

function Fields({ given, isFixed, onChange }: FieldsProps) {
  const t = useT();
  return (
    <>
      <TextField
        name="name"
        label={t('holidays.name')}
        value={given.name}
        onChange={(name) => onChange({ ...given, name })}
        isRequired
        isReadOnly={isFixed}
      />
      <TextField
        name="date"
        type="date"
        label={t('holidays.date')}
        value={given.date}
        onChange={(date) => onChange({ ...given, date })}
        isRequired
        isReadOnly={isFixed}
      />
      <Select
        name="type"
        label={t('holidays.kind')}
        hint={t('holidays.kindHint')}
        options={kinds.map((id) => ({ id, name: t(`hours.day-hol${id}`) }))}
        value={String(given.type) as (typeof kinds)[number]}
        onChange={(type) => onChange({ ...given, type: Number(type) as Given['type'] })}
        isDisabled={isFixed}
      />
      <Checkbox
        isSelected={given.everyYear}
        onChange={(everyYear) => onChange({ ...given, everyYear })}
        isDisabled={isFixed}
      >
        {t('holidays.everyYear')}
      </Checkbox>
    </>
  );
}

const begun = (holiday: Holiday | undefined, date: string): Given =>
  holiday
    ? { name: holiday.name, date: holiday.date, type: holiday.type as Given['type'], everyYear: holiday.everyYear }
    : { name: '', date, type: 1, everyYear: false };

export function HolidayForm({ holiday, date, onSaved }: HolidayFormProps) {
  const t = useT();
  const may = useMay();
  const [given, setGiven] = useState(() => begun(holiday, date));
  const isFixed = !may('hours');
  const save = async () => {
    if (holiday) await call('PATCH /holidays/{id}', { path: { id: holiday.id }, body: given });
    else await call('POST /holidays', { body: given });
    toast('good', t('holidays.saved', { name: given.name }));
    onSaved();
  };
  const fields = <Fields given={given} isFixed={isFixed} onChange={setGiven} />;
  if (isFixed) return <div className="stack">{fields}</div>;
  const tried = holiday
    ? ({ method: 'PATCH', path: `/holidays/${encodeURIComponent(holiday.id)}`, body: given } as const)
    : ({ method: 'POST', path: '/holidays', body: given } as const);
  return (
    <Form onSubmit={save} submit={t(holiday ? 'ui.save' : 'holidays.add')}>
      {fields}
      {given.name !== '' && <WhatIf change={tried} />}
    </Form>
  );
}
