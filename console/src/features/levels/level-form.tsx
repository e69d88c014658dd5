import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer, type ItemOf } from '../../api/call.js';
import { useHours } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Checkbox, Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { WhatIf } from '../../ui/what-if.js';

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

async function allDoors(signal: AbortSignal): Promise<ItemOf<'GET /doors'>[]> {
  const doors: ItemOf<'GET /doors'>[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = { limit: 1000, sort: 'name', ...(cursor === '' ? {} : { cursor }) };
    const page: Answer<'GET /doors'> = await call('GET /doors', { query, signal });
    doors.push(...page.items);
    cursor = page.nextCursor;
  }
  return doors;
}

const always = '1';

interface DoorsProps {
  readonly chosen: ReadonlySet<string>;
  readonly isReadOnly: boolean;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

function Doors({ chosen, isReadOnly, onChoose }: DoorsProps) {
  const t = useT();
  const { data: doors = [] } = useQuery({
    queryKey: ['doors', 'choices'],
    queryFn: ({ signal }) => allDoors(signal),
  });
  const [q, setQ] = useState('');
  const shown = doors.filter(({ name, sn }) => [name, sn].some((text) => text.toLowerCase().includes(q.toLowerCase())));
  const tick = (id: string, isTicked: boolean) => {
    const next = new Set(chosen);
    if (isTicked) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  return (
    <fieldset className="level-doors">
      <legend>{t('levels.doorsChosen', { count: chosen.size })}</legend>
      {doors.length > 8 && <TextField label={t('ui.find')} value={q} onChange={setQ} />}
      <div className="level-door-list">
        {shown.map(({ id, name }) => (
          <Checkbox
            key={id}
            isSelected={chosen.has(id)}
            isDisabled={isReadOnly}
            onChange={(isTicked) => tick(id, isTicked)}
          >
            <bdi>{name}</bdi>
          </Checkbox>
        ))}
        {doors.length === 0 && <p className="muted">{t('levels.noDoor')}</p>}
      </div>
    </fieldset>
  );
}

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
      <Doors chosen={doorIds} isReadOnly={!mayChange} onChoose={setDoorIds} />
      {level && mayChange && (
        <WhatIf change={{ method: 'PATCH', path: `/access-levels/${encodeURIComponent(level.id)}`, body: rights }} />
      )}
    </Form>
  );
}
