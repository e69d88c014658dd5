import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';

const keyOf = (id: string) => ['operators', 'sessions', id];

function List({ id }: { readonly id: string }) {
  const t = useT();
  const client = useQueryClient();
  const asked = useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => call('GET /operators/{id}/sessions', { path: { id }, signal }),
    refetchOnWindowFocus: false,
  });
  const end = useMutation({
    mutationFn: () => call('DELETE /operators/{id}/sessions', { path: { id } }),
    onSuccess: () => {
      toast('good', t('operators.sessionsEnded'));
      return client.invalidateQueries({ queryKey: keyOf(id) });
    },
    onError: tellError(t),
  });
  const items = asked.data?.items ?? [];
  return (
    <>
      <Waiting asked={asked} />
      {asked.data && items.length === 0 && <p className="muted">{t('operators.noSession')}</p>}
      <ul className="operator-sessions">
        {items.map(({ id: session, address, agent, since, seenAt }) => (
          <li key={session}>
            <bdi>{address}</bdi> <span className="muted small">{agent}</span>
            <dl className="facts small">
              <dt>{t('operators.since')}</dt>
              <dd>
                <Time at={since} />
              </dd>
              <dt>{t('operators.seen')}</dt>
              <dd>
                <Time at={seenAt} />
              </dd>
            </dl>
          </li>
        ))}
      </ul>
      {items.length > 0 && (
        <div className="row">
          <Button isPending={end.isPending} onPress={() => end.mutate()}>
            {t('operators.endSessions')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Where the operator is signed in. To see it wants the password again, so it is not asked for by itself. */
export function Sessions({ id }: { readonly id: string }) {
  const t = useT();
  const [isShown, setShown] = useState(false);
  return (
    <section className="stack" aria-label={t('operators.sessions')}>
      <h3>{t('operators.sessions')}</h3>
      {isShown ? (
        <List id={id} />
      ) : (
        <div className="row">
          <Button onPress={() => setShown(true)}>{t('operators.showSessions')}</Button>
        </div>
      )}
    </section>
  );
}
