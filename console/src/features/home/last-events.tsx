import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { EventView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { useEventName } from '../../ui/event-names.js';
import { Outcome } from '../../ui/outcome.js';
import { PageLink } from '../../ui/page-hooks.js';
import { ErrorBlock } from '../../ui/states.js';
import { Time } from '../../ui/time.js';

const shown = 10;

function LastEvent({ event, name }: { readonly event: EventView; readonly name: string }) {
  const { id, happenedAt, outcome, lastName, pin, doorName, pointName, devName } = event;
  return (
    <PageLink to="/events" search={{ event: id }} className="last-event">
      <Time at={happenedAt} />
      <Outcome outcome={outcome} />
      <span className="grow">
        <bdi>{name}</bdi> <strong>{[event.name, lastName].join(' ').trim() || pin}</strong>
      </span>
      <span className="muted">
        <bdi>{doorName || pointName || devName}</bdi>
      </span>
    </PageLink>
  );
}

/** The last that happened; each leads to all of it. */
export function LastEvents() {
  const t = useT();
  const eventName = useEventName();
  const { data, error, refetch } = useQuery({
    queryKey: ['events', 'last'],
    queryFn: ({ signal }) => call('GET /events', { query: { order: 'newest', limit: shown }, signal }),
  });
  const events = data?.items.filter((item): item is EventView => !('type' in item)) ?? [];
  return (
    <section aria-label={t('home.lastEvents')}>
      <h2>{t('home.lastEvents')}</h2>
      {error && <ErrorBlock error={error} onRetry={() => void refetch()} />}
      {data && events.length === 0 && <p className="muted">{t('home.noEvents')}</p>}
      <ul className="last-events">
        {events.map((event) => (
          <li key={event.id}>
            <LastEvent event={event} name={eventName(event)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
