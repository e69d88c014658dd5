import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useLevels } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { ComboBox } from '../../ui/fields.js';
import { Icon } from '../../ui/icon.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { WhatIf } from '../../ui/what-if.js';

type Levels = Answer<'GET /departments/{code}/levels'>;

function Editor({ code, given }: { readonly code: string; readonly given: Levels }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const all = useLevels();
  const [chosen, setChosen] = useState<readonly string[]>(given.levelIds);
  // A field that begins anew is empty, and its list is closed.
  const [added, setAdded] = useState(0);
  const names = new Map([...given.items, ...all].map(({ id, name }) => [id, name]));
  const path = `/departments/${encodeURIComponent(code)}/levels`;
  const body = { levelIds: [...chosen] };
  const isChanged = [...chosen].sort().join() !== [...given.levelIds].sort().join();
  const save = useMutation({
    mutationFn: () => call('PUT /departments/{code}/levels', { path: { code }, body }),
    onSuccess: () => {
      toast('good', t('departments.levelsSaved'));
      return client.invalidateQueries({ queryKey: ['departments'] });
    },
    onError: tellError(t),
  });
  return (
    <>
      {chosen.length === 0 && <p className="muted">{t('departments.noLevel')}</p>}
      <ul className="department-levels">
        {chosen.map((id) => (
          <li key={id} className="row">
            <bdi className="grow">{names.get(id) ?? id}</bdi>
            {may('level') && (
              <Button
                kind="quiet"
                aria-label={t('departments.takeLevel', { name: names.get(id) ?? id })}
                onPress={() => setChosen(chosen.filter((one) => one !== id))}
              >
                <Icon name="close" size={16} />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {may('level') && (
        <ComboBox
          key={added}
          label={t('departments.giveLevel')}
          options={all.filter(({ id }) => !chosen.includes(id)).map(({ id, name }) => ({ id, name }))}
          value={null}
          onChange={(id) => {
            if (typeof id !== 'string') return;
            setChosen([...chosen, id]);
            setAdded(added + 1);
          }}
        />
      )}
      {isChanged && (
        <>
          <WhatIf change={{ method: 'PUT', path, body }} />
          <div className="row">
            <Button kind="main" isPending={save.isPending} onPress={() => save.mutate()}>
              {t('departments.saveLevels')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

/** The levels that everybody in the department has. */
export function DepartmentLevels({ code }: { readonly code: string }) {
  const t = useT();
  const asked = useQuery({
    queryKey: ['departments', 'levels', code],
    queryFn: ({ signal }) => call('GET /departments/{code}/levels', { path: { code }, signal }),
  });
  return (
    <section className="stack" aria-label={t('departments.levels')}>
      <h3>{t('departments.levels')}</h3>
      <Waiting asked={asked} />
      {asked.data && <Editor key={asked.data.levelIds.join()} code={code} given={asked.data} />}
    </section>
  );
}
