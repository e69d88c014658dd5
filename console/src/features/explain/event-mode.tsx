import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { EventView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { useEventName } from '../../ui/event-names.js';
import { WhyEvent } from '../../ui/explain/why-event.js';
import { Outcome } from '../../ui/outcome.js';
import { personName } from '../../ui/person-name.js';
import { Empty } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { Waiting } from '../../ui/waiting.js';
import type { ModeProps } from './route.js';

const shown = 30;

const isEvent = (item: { type?: unknown } | EventView): item is EventView => !('type' in item);

function Event({ event }: { readonly event: EventView }) {
  const eventName = useEventName();
  const { happenedAt, outcome, doorName, pointName, pin, cardNo } = event;
  return (
    <>
      <Time at={happenedAt} /> <Outcome outcome={outcome} /> <bdi>{eventName(event)}</bdi>{' '}
      <bdi>{pin === '' ? cardNo : personName(event)}</bdi> <bdi className="muted">{doorName || pointName}</bdi>
    </>
  );
}

function LastRefusals({ onChange }: ModeProps) {
  const t = useT();
  const asked = useQuery({
    queryKey: ['events', 'refused'],
    queryFn: ({ signal }) =>
      call('GET /events', { query: { order: 'newest', outcome: 'refused', limit: shown }, signal }),
  });
  const events = asked.data?.items.filter(isEvent);
  return (
    <section className="stack">
      <h2>{t('explain.lastRefusals')}</h2>
      <Waiting asked={asked} />
      {events?.length === 0 && <Empty icon="check" text={t('explain.noRefusal')} />}
      <ul className="explain-events">
        {events?.map((event) => (
          <li key={event.id}>
            <button type="button" onClick={() => onChange({ event: event.id })}>
              <Event event={event} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Chosen({ id, onChange }: { readonly id: string; readonly onChange: ModeProps['onChange'] }) {
  const t = useT();
  const asked = useQuery({
    queryKey: ['eventNeighbours', id],
    queryFn: ({ signal }) => call('GET /events', { query: { order: 'newest', around: id, limit: 50 }, signal }),
  });
  const event = asked.data?.items.filter(isEvent).find((one) => one.id === id);
  return (
    <>
      <div className="row">
        <h2 className="grow">{event && <Event event={event} />}</h2>
        <Button onPress={() => onChange({ event: undefined })}>{t('explain.otherEvent')}</Button>
      </div>
      <Waiting asked={asked} />
      {asked.data && <WhyEvent id={id} happenedAt={event?.happenedAt} />}
    </>
  );
}

export function EventMode(props: ModeProps) {
  const { event } = props.search;
  return (
    <div className="explain-mode">
      {event === undefined ? <LastRefusals {...props} /> : <Chosen id={event} onChange={props.onChange} />}
    </div>
  );
}
