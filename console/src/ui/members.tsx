import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { callLoosely } from '../api/call.js';
import { useList, type ListName } from '../api/list.js';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import './members.css';
import { PageLink } from './page-hooks.js';
import { FindPerson } from './person-choice.js';
import { personName } from './person-name.js';
import { tellError } from './told.js';

interface Member {
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
}

interface MembersProps {
  readonly topic: string;
  /** `GET /elevator-levels/{id}/persons` with what stands in its path. */
  readonly list: ListName;
  readonly path: Readonly<Record<string, string>>;
  /** Below which each of them stands by pin: PUT adds, DELETE takes out. */
  readonly address: string;
  readonly mayChange: boolean;
}

/** Who has a level, or belongs to an area. */
export function Members({ topic, list, path, address, mayChange }: MembersProps) {
  const t = useT();
  const client = useQueryClient();
  const { rows, hasMore, more } = useList(topic, list, {}, path);
  const change = useMutation({
    mutationFn: ({ verb, pin }: { readonly verb: 'PUT' | 'DELETE'; readonly pin: string }) =>
      callLoosely(verb, `${address}/${encodeURIComponent(pin)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: [topic] }),
    onError: tellError(t),
  });
  // A field that begins anew is empty, and its list is closed.
  const [given, setGiven] = useState(0);
  const add = (pin: string) => {
    setGiven(given + 1);
    change.mutate({ verb: 'PUT', pin });
  };
  return (
    <section className="stack" aria-label={t('levels.members')}>
      <h3>{t('levels.members')}</h3>
      {mayChange && <FindPerson key={given} label={t('levels.addMember')} onFind={add} />}
      {rows.length === 0 && <p className="muted">{t('levels.noMember')}</p>}
      <ul className="members">
        {(rows as readonly Member[]).map((person) => (
          <li key={person.pin} className="row">
            <PageLink to={`/people/${encodeURIComponent(person.pin)}`}>
              <bdi>{personName(person)}</bdi>
            </PageLink>
            <bdi className="muted small">{person.pin}</bdi>
            <span className="grow" />
            {mayChange && (
              <Button
                kind="quiet"
                aria-label={t('levels.removeMember', { name: personName(person) })}
                onPress={() => change.mutate({ verb: 'DELETE', pin: person.pin })}
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
