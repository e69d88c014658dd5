import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { kindName } from './alarm-words.js';

/** The doors that guards are called to for nothing, with what is to be looked at there. */
export function Nuisance() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['alarms', 'nuisance'],
    queryFn: ({ signal }) => call('GET /alarms/nuisance', { signal }),
  });
  if (error) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0) return <Empty icon="bell" text={t('alarms.noNuisance')} />;
  return (
    <>
      <p className="muted">{t('alarms.nuisanceAbout')}</p>
      <ol className="nuisances" aria-label={t('alarms.tab-nuisance')}>
        {data.items.map(({ doorId, doorName, kind, count, lastAt, cause }) => (
          <li key={`${doorId} ${kind}`} className="nuisance">
            <PageLink to="/events" search={{ door: doorId, period: 'week', outcome: 'alarm' }}>
              <bdi>{doorName}</bdi>
            </PageLink>
            <span>{kindName(t, kind)}</span>
            <span className="alarm-count">{t('alarms.times', { count })}</span>
            <span className="grow">{cause !== null && t.loose(`alarms.cause-${cause}`, cause)}</span>
            <span className="muted small">{t('alarms.last')}</span>
            <Time at={lastAt} />
          </li>
        ))}
      </ol>
    </>
  );
}
