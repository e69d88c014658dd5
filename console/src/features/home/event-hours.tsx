import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { EventsChart } from '../../ui/chart/events-chart.js';
import { PageLink } from '../../ui/page-hooks.js';
import { ErrorBlock } from '../../ui/states.js';

/** The last day, hour by hour. */
export function EventHours() {
  const t = useT();
  const may = useMay();
  const { data, error, refetch } = useQuery({
    queryKey: ['statistics', 'hours'],
    queryFn: ({ signal }) => call('GET /statistics/events', { query: {}, signal }),
  });
  if (error && !data) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <div>
      <EventsChart title={t('home.eventHours')} counts={data} />
      {may('report') && <PageLink to="/reports">{t('home.toReports')}</PageLink>}
    </div>
  );
}
