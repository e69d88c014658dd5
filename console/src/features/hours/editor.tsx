import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { Edited, type Edit } from '../../ui/edited.js';
import { TextField } from '../../ui/fields.js';
import { Form } from '../../ui/form.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { WhatIf } from '../../ui/what-if.js';
import { DayRow } from './day-row.js';
import { useNow } from './now.js';
import { Users } from './users.js';
import { days, weekOf, writtenOf, type Week } from './week.js';

type Hours = Answer<'GET /time-zones/{id}'>;

/** Always open, on every device. */
const always = 1;

function Scale() {
  return (
    <div className="hours-row hours-scale" aria-hidden="true">
      <span className="hours-day" />
      <div className="hours-marks" dir="ltr">
        {[0, 3, 6, 9, 12, 15, 18, 21, 24].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </div>
  );
}

interface EditorProps {
  /** Undefined: new ones are made. */
  readonly hours?: Hours | undefined;
  readonly edit?: Edit;
  readonly onSaved: (id: string) => void;
}

interface RowsProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly week: Week;
  readonly onWeek: (week: Week) => void;
  readonly isFixed: boolean;
}

function Rows({ name, onName, week, onWeek, isFixed }: RowsProps) {
  const t = useT();
  const now = useNow();
  return (
    <>
      <TextField name="name" label={t('hours.name')} value={name} onChange={onName} isRequired isReadOnly={isFixed} />
      {!isFixed && <p className="hint">{t('hours.how')}</p>}
      <div className="hours-rows">
        <Scale />
        {days.map((day) => (
          <DayRow
            key={day}
            day={day}
            week={week}
            now={now.day === day ? now.minute : null}
            isFixed={isFixed}
            onChange={onWeek}
          />
        ))}
      </div>
    </>
  );
}

export function Editor({ hours, edit, onSaved }: EditorProps) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const [name, setName] = useState(hours?.name ?? '');
  const [week, setWeek] = useState(() => weekOf(hours?.periods ?? {}));
  const isFixed = hours?.id === always || !may('hours');
  const body = { name, periods: writtenOf(week) };

  const save = async () => {
    const saved = hours
      ? await call('PATCH /time-zones/{id}', {
          path: { id: String(hours.id) },
          body,
          ...(edit ? { ifMatch: edit.ifMatch } : {}),
        })
      : await call('POST /time-zones', { body });
    edit?.saved(saved);
    toast('good', t('hours.saved', { name }));
    await client.invalidateQueries({ queryKey: ['hours'] });
    onSaved(String(saved.id));
  };
  const rows = <Rows {...{ name, week, isFixed }} onName={setName} onWeek={setWeek} />;
  if (isFixed) return <div className="stack">{rows}</div>;
  return (
    <Form onSubmit={save} submit={t(hours ? 'ui.save' : 'hours.add')}>
      {rows}
      {hours && <WhatIf change={{ method: 'PATCH', path: `/time-zones/${String(hours.id)}`, body }} />}
    </Form>
  );
}

function Removal({ hours: { id, name }, onGone }: { readonly hours: Hours; readonly onGone: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const remove = useMutation({
    mutationFn: () => call('DELETE /time-zones/{id}', { path: { id: String(id) } }),
    onSuccess: () => {
      onGone();
      return client.invalidateQueries({ queryKey: ['hours'] });
    },
    onError: tellError(t),
  });
  return (
    <div className="row">
      <Button kind="danger" onPress={() => setOpen(true)}>
        {t('ui.delete')}
      </Button>
      <Confirm
        title={t('ui.delete')}
        text={t('hours.deleteText')}
        act={t('hours.deleteAct', { name })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onAct={() => remove.mutate()}
      />
    </div>
  );
}

export function OneOfHours({ id, onGone }: { readonly id: string; readonly onGone: () => void }) {
  const t = useT();
  const may = useMay();
  const asked = useQuery({
    queryKey: ['hours', 'one', id],
    queryFn: ({ signal }) => call('GET /time-zones/{id}', { path: { id }, signal }),
  });
  const hours = asked.data;
  return (
    <>
      <Waiting asked={asked} />
      {hours && (
        <>
          {hours.id === always && <p className="muted">{t('hours.fixed')}</p>}
          <Edited key={JSON.stringify(hours)} record={hours} fields={['name', 'periods']} topic="hours">
            {(edit) => <Editor hours={hours} edit={edit} onSaved={() => undefined} />}
          </Edited>
          <Users id={hours.id} />
          {may('hours') && hours.id !== always && <Removal hours={hours} onGone={onGone} />}
        </>
      )}
    </>
  );
}
