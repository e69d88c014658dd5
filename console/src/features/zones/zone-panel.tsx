import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type ItemOf } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { ManyChoice } from '../../ui/many-choice.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Removal } from '../../ui/removal.js';
import { toast } from '../../ui/toast.js';
import { useReaders } from './readers.js';

export type Zone = ItemOf<'GET /zones'>;

interface ZoneFormProps {
  /** Undefined: a new one is made. */
  readonly zone?: Zone;
  readonly onSaved: (id: string) => void;
}

const empty = { name: '', code: '', inReaderIds: [], outReaderIds: [] };

export function ZoneForm({ zone, onSaved }: ZoneFormProps) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const readers = useReaders();
  const begun = zone ?? empty;
  const [inReaderIds, setIn] = useState<readonly string[]>(begun.inReaderIds);
  const [outReaderIds, setOut] = useState<readonly string[]>(begun.outReaderIds);
  const isReadOnly = !may('area');
  const save = async (values: FormData) => {
    const name = textIn(values, 'name');
    const body = {
      ...{ name, code: textIn(values, 'code') },
      ...{ inReaderIds: [...inReaderIds], outReaderIds: [...outReaderIds] },
    };
    const { id } = zone
      ? await call('PATCH /zones/{id}', { path: { id: zone.id }, body })
      : await call('POST /zones', { body });
    toast('good', t('zones.saved', { name }));
    await client.invalidateQueries({ queryKey: ['zones'] });
    onSaved(id);
  };
  const fields = (
    <>
      <TextField name="name" label={t('zones.name')} defaultValue={begun.name} isRequired isReadOnly={isReadOnly} />
      <TextField name="code" label={t('zones.code')} defaultValue={begun.code} isRequired isReadOnly={isReadOnly} />
      <ManyChoice
        label={t('zones.in')}
        name="inReaderIds"
        choices={readers}
        chosen={inReaderIds}
        isReadOnly={isReadOnly}
        onChange={(ids) => setIn(ids ?? [])}
        none={t('zones.noReader')}
      />
      <ManyChoice
        label={t('zones.out')}
        name="outReaderIds"
        choices={readers}
        chosen={outReaderIds}
        isReadOnly={isReadOnly}
        onChange={(ids) => setOut(ids ?? [])}
        none={t('zones.noReader')}
      />
    </>
  );
  if (isReadOnly) return <div className="stack">{fields}</div>;
  return (
    <Form onSubmit={save} submit={t(zone ? 'ui.save' : 'zones.add')}>
      {fields}
    </Form>
  );
}

export function ZonePanel({ zone, onGone }: { readonly zone: Zone; readonly onGone: () => void }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const { id, name, inside } = zone;
  return (
    <>
      <PageLink to="/inside">{t('zones.inside', { count: inside })}</PageLink>
      <ZoneForm zone={zone} onSaved={() => undefined} />
      {may('area') && (
        <Removal
          act={t('zones.deleteAct', { name })}
          text={t('zones.deleteText')}
          remove={() => call('DELETE /zones/{id}', { path: { id } })}
          onGone={() => {
            onGone();
            void client.invalidateQueries({ queryKey: ['zones'] });
          }}
        />
      )}
    </>
  );
}
