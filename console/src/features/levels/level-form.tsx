import { useState } from 'react';
import type { Answer } from '../../api/call.js';
import { useHours } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { WhatIf } from '../../ui/what-if.js';
import { LevelDoors } from './level-doors.js';

interface Chosen {
  readonly name: string;
  readonly timeZoneId: number;
  readonly doorIds: string[];
}

interface LevelFormProps {
  readonly level?: Answer<'GET /access-levels/{id}'>;
  readonly submit: string;
  readonly onSave: (chosen: Chosen) => Promise<unknown>;
}

const always = '1';

/** Hours to choose from; those that are always open are there, too, where they may not be read. */
function useHourOptions() {
  const t = useT();
  const hours = useHours().map(({ id, name }) => ({ id: String(id), name }));
  return hours.some(({ id }) => id === always) ? hours : [{ id: always, name: t('levels.always') }, ...hours];
}

export function LevelForm({ level, submit, onSave }: LevelFormProps) {
  const t = useT();
  const may = useMay();
  const hours = useHourOptions();
  const [doorIds, setDoorIds] = useState<ReadonlySet<string>>(new Set(level?.doorIds));
  const [timeZoneId, setTimeZoneId] = useState(String(level?.timeZoneId ?? always));
  const mayChange = may('level');
  const rights = { timeZoneId: Number(timeZoneId), doorIds: [...doorIds] };
  return (
    <Form onSubmit={(values) => onSave({ name: textIn(values, 'name'), ...rights })} submit={submit}>
      <TextField
        name="name"
        label={t('levels.name')}
        defaultValue={level?.name ?? ''}
        isRequired
        isReadOnly={!mayChange}
      />
      <Select
        key={hours.length}
        name="timeZoneId"
        label={t('levels.hours')}
        options={hours}
        value={timeZoneId}
        onChange={setTimeZoneId}
        isDisabled={!mayChange}
      />
      <LevelDoors chosen={doorIds} isReadOnly={!mayChange} onChoose={setDoorIds} />
      {level && mayChange && (
        <WhatIf change={{ method: 'PATCH', path: `/access-levels/${encodeURIComponent(level.id)}`, body: rights }} />
      )}
    </Form>
  );
}
