import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer, type ItemOf } from '../../api/call.js';
import { useHours } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Checkbox, Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';

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

export function LevelForm({ level, submit, onSave }: LevelFormProps) {
  const t = useT();
  const may = useMay();
  const hours = useHours().map(({ id, name }) => ({ id: String(id), name }));
  const known = hours.some(({ id }) => id === always) ? hours : [{ id: always, name: t('levels.always') }, ...hours];
  const { data: doors = [] } = useQuery({
    queryKey: ['doors', 'choices'],
    queryFn: ({ signal }) => allDoors(signal),
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(level?.doorIds));
  const [q, setQ] = useState('');
  const mayChange = may('level');
  const shown = doors.filter(({ name, sn }) => [name, sn].some((text) => text.toLowerCase().includes(q.toLowerCase())));

  const tick = (id: string, isTicked: boolean) => {
    const next = new Set(chosen);
    if (isTicked) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const save = (values: FormData) =>
    onSave({
      name: textIn(values, 'name'),
      timeZoneId: Number(textIn(values, 'timeZoneId') || always),
      doorIds: [...chosen],
    });

  return (
    <Form onSubmit={save} submit={submit}>
      <TextField
        name="name"
        label={t('levels.name')}
        defaultValue={level?.name ?? ''}
        isRequired
        isReadOnly={!mayChange}
      />
      <Select
        key={known.length}
        name="timeZoneId"
        label={t('levels.hours')}
        options={known}
        defaultValue={String(level?.timeZoneId ?? always)}
        isDisabled={!mayChange}
      />
      <fieldset className="level-doors">
        <legend>{t('levels.doorsChosen', { count: chosen.size })}</legend>
        {doors.length > 8 && <TextField label={t('ui.find')} value={q} onChange={setQ} />}
        <div className="level-door-list">
          {shown.map(({ id, name }) => (
            <Checkbox
              key={id}
              isSelected={chosen.has(id)}
              isDisabled={!mayChange}
              onChange={(isTicked) => tick(id, isTicked)}
            >
              <bdi>{name}</bdi>
            </Checkbox>
          ))}
          {doors.length === 0 && <p className="muted">{t('levels.noDoor')}</p>}
        </div>
      </fieldset>
    </Form>
  );
}
