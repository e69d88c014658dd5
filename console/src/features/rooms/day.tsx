import { useQuery } from '@tanstack/react-query';
import { call, type ItemOf } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useFormats, useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty } from '../../ui/states.js';
import { Waiting } from '../../ui/waiting.js';
import { placeOn, otherDay } from './hours.js';

type Room = ItemOf<'GET /spaces'>;
type Reservation = ItemOf<'GET /space-reservations'>;

const most = 1000;
const cancelled = 3;

interface RowProps {
  readonly room: Room;
  readonly day: string;
  readonly reservations: readonly Reservation[];
  readonly onOpen: (id: string) => void;
}

/** A room, and what is in it, along the hours of the day. */
function Row({ room, day, reservations, onOpen }: RowProps) {
  const t = useT();
  const own = reservations.filter(({ spaceId, status }) => spaceId === room.id && status !== cancelled);
  return (
    <li className="rooms-row">
      <bdi className="rooms-name">{room.name}</bdi>
      <div className="rooms-hours">
        {own.length === 0 && <span className="muted small">{t('rooms.free')}</span>}
        {own.map(({ id, subject, startTime, endTime, status }) => {
          const { from, length } = placeOn(day, startTime, endTime);
          return (
            <button
              key={id}
              type="button"
              className={status === 1 ? 'rooms-block running' : 'rooms-block'}
              style={{ insetInlineStart: `${from}%`, inlineSize: `${length}%` }}
              title={`${startTime.slice(11, 16)}–${endTime.slice(11, 16)} ${subject}`}
              onClick={() => onOpen(id)}
            >
              <bdi>{startTime.slice(11, 16)}</bdi> <bdi>{subject}</bdi>
            </button>
          );
        })}
      </div>
    </li>
  );
}

interface DayProps {
  readonly date: string | undefined;
  readonly onDate: (day: string | undefined) => void;
  readonly onOpen: (id: string) => void;
}

/** All rooms on one day of the site. */
export function Day({ date, onDate, onOpen }: DayProps) {
  const t = useT();
  const may = useMay();
  const { dayOf, day: dayName } = useFormats();
  const day = date ?? dayOf(new Date());
  const rooms = useQuery({
    queryKey: ['rooms', 'all'],
    queryFn: ({ signal }) => call('GET /spaces', { query: { limit: most }, signal }),
  });
  const found = useQuery({
    queryKey: ['rooms', 'day', day],
    queryFn: ({ signal }) =>
      call('GET /space-reservations', {
        query: { limit: most, from: `${day} 00:00:00`, to: `${otherDay(day, 1)} 00:00:00` },
        signal,
      }),
  });
  const all = rooms.data?.items ?? [];
  return (
    <section className="stack" aria-label={t('rooms.day')}>
      <div className="row">
        <Button onPress={() => onDate(otherDay(day, -1))} aria-label={t('rooms.before')}>
          <Icon name="left" />
        </Button>
        <h2>{dayName(day)}</h2>
        <Button onPress={() => onDate(otherDay(day, 1))} aria-label={t('rooms.after')}>
          <Icon name="right" />
        </Button>
        {date !== undefined && <Button onPress={() => onDate(undefined)}>{t('rooms.today')}</Button>}
      </div>
      <Waiting asked={rooms} />
      <Waiting asked={found} />
      {rooms.data && all.length === 0 && (
        <Empty icon="building" text={t('rooms.noRoom')}>
          {may('level') && (
            <PageLink to="/rooms" search={{ tab: 'spaces', chosen: 'new' }}>
              {t('rooms.spaces-add')}
            </PageLink>
          )}
        </Empty>
      )}
      {found.data && all.length > 0 && (
        <ul className="rooms-day" aria-label={t('rooms.spaces')}>
          {all.map((room) => (
            <Row key={room.id} room={room} day={day} reservations={found.data.items} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </section>
  );
}
