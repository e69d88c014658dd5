import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { ComboBox } from '../../ui/fields.js';
import { Icon } from '../../ui/icon.js';
import { PageLink } from '../../ui/page-hooks.js';
import { personName } from '../../ui/person-name.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';

/** People by some letters of the name, the pin or the card. */
function useFound(q: string) {
  const { data } = useQuery({
    queryKey: ['persons', 'found', q],
    queryFn: ({ signal }) => call('GET /persons', { query: { limit: 20, ...(q === '' ? {} : { q }) }, signal }),
  });
  return (data?.items ?? []).map((person) => ({ id: person.pin, name: `${personName(person)} (${person.pin})` }));
}

function Add({ onAdd }: { readonly onAdd: (pin: string) => void }) {
  const t = useT();
  const [q, setQ] = useState('');
  const found = useFound(q);
  return (
    <ComboBox
      label={t('levels.addMember')}
      options={found}
      isFound
      inputValue={q}
      onInputChange={setQ}
      value={null}
      onChange={(pin) => {
        if (typeof pin !== 'string') return;
        onAdd(pin);
      }}
    />
  );
}

/** Who has the level in their own right. */
export function Members({ id }: { readonly id: string }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const { rows, hasMore, more } = useList('levels', 'GET /access-levels/{id}/persons', {}, { id });
  const change = useMutation({
    mutationFn: (body: { add?: string[]; remove?: string[] }) =>
      call('POST /access-levels/{id}/persons', { path: { id }, body }),
    onSuccess: ({ items }) => {
      for (const { pin, error } of items) if (error !== null) toast('bad', `${pin}: ${error}`);
      return client.invalidateQueries({ queryKey: ['levels'] });
    },
    onError: tellError(t),
  });
  // A field that begins anew is empty, and its list is closed.
  const [given, setGiven] = useState(0);
  const add = (pin: string) => {
    setGiven(given + 1);
    change.mutate({ add: [pin] });
  };
  return (
    <section className="stack" aria-label={t('levels.members')}>
      <h3>{t('levels.members')}</h3>
      {may('level') && <Add key={given} onAdd={add} />}
      {rows.length === 0 && <p className="muted">{t('levels.noMember')}</p>}
      <ul className="level-members">
        {rows.map((person) => (
          <li key={person.pin} className="row">
            <PageLink to={`/people/${encodeURIComponent(person.pin)}`}>
              <bdi>{personName(person)}</bdi>
            </PageLink>
            <bdi className="muted small">{person.pin}</bdi>
            <span className="grow" />
            {may('level') && (
              <Button
                kind="quiet"
                aria-label={t('levels.removeMember', { name: personName(person) })}
                onPress={() => change.mutate({ remove: [person.pin] })}
              >
                <Icon name="close" size={16} />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {hasMore && <Button onPress={more}>{t('levels.moreMembers')}</Button>}
    </section>
  );
}
