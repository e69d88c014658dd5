import type { EventView } from '../../api/types.js';
import type { Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { Icon } from '../../ui/icon.js';
import { Outcome } from '../../ui/outcome.js';
import { Time } from '../../ui/time.js';

export const nameOf = ({ name, lastName, pin }: EventView): string => [name, lastName].join(' ').trim() || pin;

/** Why the time of a row is to be read with care; null where it is not. */
export function doubtOf(t: Translate, { late, clockDoubtful }: EventView): string | null {
  if (clockDoubtful) return t('events.clockDoubtful');
  return late ? t('events.late') : null;
}

function When({ event, t }: { readonly event: EventView; readonly t: Translate }) {
  const doubt = doubtOf(t, event);
  return (
    <>
      <Time at={event.happenedAt} />
      {doubt !== null && (
        <span className="event-doubt" title={doubt}>
          <Icon name="clock" size={14} />
          <span className="unseen">{doubt}</span>
        </span>
      )}
    </>
  );
}

/** The row is opened by a press, too: this one is its own. */
const WhyButton = ({ name, onPress }: { readonly name: string; readonly onPress: () => void }) => (
  <button
    type="button"
    className="event-why"
    tabIndex={-1}
    onClick={(event) => {
      event.stopPropagation();
      onPress();
    }}
  >
    {name}
  </button>
);

/** Names of what the gateway tells in the language of the site. */
interface EventWords {
  readonly eventName: (event: EventView) => string;
  readonly verifyName: (event: EventView) => string;
}

/** @param onWhy asked of a row that was refused; null = the operator may not know */
export const eventColumns = (
  t: Translate,
  { eventName, verifyName }: EventWords,
  onWhy: ((id: string) => void) | null,
): Column<EventView>[] => [
  { key: 'time', title: t('events.time'), width: 150, least: 80, cell: (event) => <When event={event} t={t} /> },
  {
    key: 'what',
    title: t('events.what'),
    width: 260,
    cell: (event) => (
      <span className={`event-what event-${event.outcome ?? 'other'}`}>
        <Outcome outcome={event.outcome} /> <bdi>{eventName(event)}</bdi>
        {event.outcome === 'refused' && onWhy && <WhyButton onPress={() => onWhy(event.id)} name={t('explain.why')} />}
      </span>
    ),
  },
  {
    key: 'door',
    title: t('events.door'),
    width: 170,
    cell: ({ doorName, pointName }) => <bdi>{doorName || pointName}</bdi>,
  },
  {
    key: 'person',
    title: t('events.person'),
    width: 170,
    cell: (event) => (nameOf(event) === '' ? <span className="muted">—</span> : <bdi>{nameOf(event)}</bdi>),
  },
  {
    key: 'by',
    title: t('events.by'),
    width: 150,
    isHiddenOnPhone: true,
    cell: (event) => (
      <>
        <bdi>{verifyName(event)}</bdi> {event.cardNo !== '' && <bdi className="muted">{event.cardNo}</bdi>}
      </>
    ),
  },
  {
    key: 'device',
    title: t('events.device'),
    width: 140,
    isHiddenOnPhone: true,
    cell: ({ devName, sn }) => <bdi>{devName || sn}</bdi>,
  },
  {
    key: 'area',
    title: t('events.area'),
    width: 130,
    isHiddenOnPhone: true,
    cell: ({ areaName }) => <bdi>{areaName}</bdi>,
  },
  {
    key: 'department',
    title: t('events.department'),
    width: 130,
    isHiddenOnPhone: true,
    cell: ({ deptName }) => <bdi>{deptName}</bdi>,
  },
  {
    key: 'reader',
    title: t('events.reader'),
    width: 140,
    isHiddenOnPhone: true,
    cell: ({ readerName }) => <bdi>{readerName}</bdi>,
  },
];
