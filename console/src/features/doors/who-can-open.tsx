import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Waiting } from '../../ui/waiting.js';

const few = 8;

/** Whose card opens the door now; the rest stands on the page that explains. */
export function WhoCanOpen({ doorId }: { readonly doorId: string }) {
  const t = useT();
  const asked = useQuery({
    queryKey: ['levels', 'who', doorId],
    queryFn: ({ signal }) =>
      call('GET /explain/doors/{doorId}/persons', { path: { doorId }, query: { limit: few + 1 }, signal }),
  });
  const found = asked.data?.items ?? [];
  return (
    <section className="stack" aria-label={t('doors.whoCanOpen')}>
      <h3>{t('doors.whoCanOpen')}</h3>
      <Waiting asked={asked} />
      {asked.data && found.length === 0 && <p className="muted">{t('doors.nobody')}</p>}
      <ul className="who-can-open">
        {found.slice(0, few).map(({ pin, name }) => (
          <li key={pin}>
            <PageLink to={`/people/${encodeURIComponent(pin)}`}>
              <bdi>{name || pin}</bdi>
            </PageLink>
          </li>
        ))}
      </ul>
      {found.length > few && (
        <PageLink to="/explain" search={{ mode: 'door', doorId }}>
          {t('doors.allWhoCan')}
        </PageLink>
      )}
    </section>
  );
}
