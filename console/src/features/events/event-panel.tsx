import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addressOf, call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { EventView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { useEventName } from '../../ui/event-names.js';
import { WhyEvent } from '../../ui/explain/why-event.js';
import { Icon } from '../../ui/icon.js';
import { Outcome } from '../../ui/outcome.js';
import { PageLink } from '../../ui/page-hooks.js';
import { usePageLetters } from '../../ui/page-letters.js';
import { Time } from '../../ui/time.js';
import { useVerifyName } from '../../ui/verify-names.js';
import { doubtOf, nameOf } from './columns.js';
import { eventsIn } from './event-list.js';
import { EventVideo } from './event-video.js';
import type { Change } from './route.js';

interface PanelProps {
  readonly event: EventView;
  readonly neighbours: readonly EventView[];
  readonly onChange: (change: Change) => void;
}

interface EventPanelProps extends PanelProps {
  /** Why is asked. */
  readonly isAsked: boolean;
}

/** An event and those of two minutes around it. */
export function useNeighbours(id: string | undefined): readonly EventView[] {
  const { data } = useQuery({
    queryKey: ['eventNeighbours', id],
    queryFn: ({ signal }) => call('GET /events', { query: { order: 'newest', around: id ?? '', limit: 50 }, signal }),
    enabled: id !== undefined,
  });
  return eventsIn(data);
}

function Pictures({ event: { id } }: { readonly event: EventView }) {
  const t = useT();
  const { data } = useQuery({
    queryKey: ['eventPhotos', id],
    queryFn: ({ signal }) => call('GET /events/{id}/photos', { path: { id }, signal }),
  });
  const pictures = data?.items.filter(({ size }) => size > 0) ?? [];
  return pictures.map(({ id: photo }) => (
    <img
      key={photo}
      className="event-picture"
      src={addressOf(`/events/${encodeURIComponent(id)}/photo`, { photo })}
      alt={t('events.picture')}
    />
  ));
}

function Facts({ event }: { readonly event: EventView }) {
  const t = useT();
  const may = useMay();
  const verifyName = useVerifyName();
  const { pin, doorId, doorName, pointName, sn, devName, readerName, cardNo } = event;
  const linked = (isAllowed: boolean, to: string, text: string, search = {}) =>
    isAllowed ? (
      <PageLink to={to} search={search}>
        <bdi>{text}</bdi>
      </PageLink>
    ) : (
      text
    );
  const door = doorName || pointName;
  const rows: readonly (readonly [title: string, value: ReactNode])[] = [
    [t('events.time'), <Time key="at" at={event.happenedAt} isWhole />],
    [t('events.deviceTime'), event.eventTime],
    [t('events.received'), <Time key="received" at={event.receivedAt} isWhole />],
    [t('events.person'), nameOf(event) && linked(may('person.read'), `/people/${pin}`, nameOf(event))],
    [t('events.pin'), pin],
    [t('events.department'), event.deptName],
    [t('events.card'), cardNo],
    [t('events.by'), verifyName(event)],
    [t('events.door'), doorId === null ? door : linked(true, '/doors', door, { door: doorId })],
    [t('events.reader'), readerName],
    [t('events.direction'), t.loose(`events.inOut-${String(event.inOut)}`, '')],
    [t('events.area'), event.areaName],
    [t('events.device'), linked(may('device.read'), `/devices/${sn}`, devName || sn)],
    [t('events.sn'), sn],
    [t('events.code'), event.eventNo],
    [t('events.number'), event.logId === -1 ? '' : event.logId],
    [t('events.mask'), event.maskFlag],
    [t('events.temperature'), event.temperature],
    [t('events.detail'), event.detail],
  ];
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== '' && value !== null && value !== undefined)
        .map(([title, value]) => (
          <div key={title} className="fact">
            <dt>{title}</dt>
            <dd>{typeof value === 'string' || typeof value === 'number' ? <bdi>{value}</bdi> : value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Neighbours({ event, neighbours, onChange }: PanelProps) {
  const t = useT();
  const eventName = useEventName();
  const others = neighbours.filter(({ id }) => id !== event.id);
  return (
    <section>
      <h3>{t('events.neighbours')}</h3>
      {others.length === 0 && <p className="muted">{t('events.noNeighbours')}</p>}
      <ul className="event-neighbours">
        {others.map((other) => (
          <li key={other.id}>
            <button type="button" onClick={() => onChange({ event: other.id })}>
              <Time at={other.happenedAt} /> <Outcome outcome={other.outcome} />
              <span className="grow">
                <bdi>{eventName(other)}</bdi> <bdi className="muted">{nameOf(other)}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why it was so, at the press of a button or of W. */
function Why({ event: { id, happenedAt }, isAsked, onChange }: EventPanelProps) {
  const t = useT();
  const ask = () => onChange({ why: isAsked ? undefined : true });
  usePageLetters([{ letter: 'w', name: t('explain.why'), act: ask }]);
  return (
    <>
      <div className="row">
        <Button onPress={ask} aria-expanded={isAsked}>
          <Icon name="question" size={16} />
          {t('explain.why')}
        </Button>
      </div>
      {isAsked && <WhyEvent id={id} happenedAt={happenedAt} />}
    </>
  );
}

export function EventPanel(props: EventPanelProps) {
  const { event, onChange } = props;
  const t = useT();
  const may = useMay();
  const doubt = doubtOf(t, event);
  return (
    <>
      {doubt !== null && <p className="event-doubt">{doubt}</p>}
      {may('person.read') && <Why {...props} />}
      {(event.doorId !== null || event.hasPhoto) && <Pictures event={event} />}
      {event.doorId !== null && <EventVideo key={event.id} id={event.id} />}
      <Facts event={event} />
      <div className="row">
        {event.pin !== '' && <Button onPress={() => onChange({ pin: event.pin })}>{t('events.onlyPerson')}</Button>}
        {event.doorId !== null && (
          <Button onPress={() => onChange({ door: event.doorId ?? undefined })}>{t('events.onlyDoor')}</Button>
        )}
      </div>
      <Neighbours {...props} />
    </>
  );
}
