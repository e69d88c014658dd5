import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Dialog } from '../../ui/dialog.js';
import { Checkbox, ComboBox } from '../../ui/fields.js';
import { Form } from '../../ui/form.js';
import { useGo } from '../../ui/page-hooks.js';
import type { Zone } from './queries.js';

/** Readers at which people tick themselves. */
function useReaders() {
  const { data } = useQuery({
    queryKey: ['readers', 'all'],
    queryFn: ({ signal }) => call('GET /readers', { query: { limit: 1000 }, signal }),
  });
  return data?.items.map(({ id, name }) => ({ id, name })) ?? [];
}

export function StartMuster({ zones, onClose }: { readonly zones: readonly Zone[]; readonly onClose: () => void }) {
  const t = useT();
  const go = useGo();
  const readers = useReaders();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(zones.map(({ id }) => id)));
  const [reader, setReader] = useState<string | null>(null);
  const [isDrill, setDrill] = useState(false);
  const choose = (id: string, isChosen: boolean) =>
    setChosen((old) => new Set(isChosen ? [...old, id] : [...old].filter((one) => one !== id)));

  const start = async () => {
    const readerIds = reader === null ? [] : [reader];
    const muster = await call('POST /musters', { body: { zoneIds: [...chosen], readerIds, drill: isDrill } });
    go(`/inside/${encodeURIComponent(muster.id)}`);
  };
  return (
    <Dialog title={t('inside.start')} isOpen onClose={onClose}>
      <Form onSubmit={start} submit={t('inside.startNow')} onCancel={onClose}>
        <fieldset className="stack inside-choices">
          <legend>{t('inside.zones')}</legend>
          {zones.map(({ id, name, inside }) => (
            <Checkbox key={id} isSelected={chosen.has(id)} onChange={(is) => choose(id, is)}>
              <bdi>{name}</bdi> ({inside})
            </Checkbox>
          ))}
        </fieldset>
        <ComboBox
          label={t('inside.reader')}
          hint={t('inside.readerHint')}
          options={readers}
          value={reader}
          onChange={(id) => setReader(typeof id === 'string' ? id : null)}
        />
        <Checkbox isSelected={isDrill} onChange={setDrill}>
          {t('inside.isDrill')}
        </Checkbox>
      </Form>
    </Dialog>
  );
}
