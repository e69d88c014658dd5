import type { IconName } from '../../ui/icon.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { TextKey } from '../../i18n/keys.js';
import type { Column } from '../../ui/column.js';
import { Grid } from '../../ui/grid.js';
import { Empty } from '../../ui/states.js';
import { Waiting } from '../../ui/waiting.js';
import { HostName } from './host-name.js';
import { fullName } from './names.js';
import type { Blocked, Reservation, Visit } from './queries.js';
import { WallTime } from './wall-time.js';

const contains = (texts: readonly string[], q: string) =>
  texts.some((text) => text.toLowerCase().includes(q.toLowerCase()));

export const fitsVisit = (visit: Visit, q: string): boolean =>
  contains([fullName(visit), visit.pin, visit.company, visit.hostName, visit.cardNo, visit.certNumber], q);
export const fitsReservation = (one: Reservation, q: string): boolean =>
  contains([one.name, one.company, one.phone, one.hostPin, one.visitReason, one.certNumber], q);
export const fitsBlocked = (one: Blocked, q: string): boolean => contains([one.name, one.reason, one.certNumber], q);

export const visitColumns = (t: Translate, last: 'until' | 'left'): Column<Visit>[] => [
  { key: 'name', title: t('visitors.name'), width: 200, cell: (visit) => <bdi>{fullName(visit)}</bdi> },
  {
    key: 'company',
    title: t('visitors.company'),
    width: 150,
    isHiddenOnPhone: true,
    cell: ({ company }) => <bdi>{company}</bdi>,
  },
  {
    key: 'host',
    title: t('visitors.host'),
    width: 150,
    cell: ({ hostName, hostPin }) => <bdi>{hostName || hostPin}</bdi>,
  },
  {
    key: 'from',
    title: t('visitors.from'),
    width: 110,
    isHiddenOnPhone: true,
    cell: ({ startTime }) => <WallTime at={startTime} />,
  },
  {
    key: last,
    title: t(`visitors.${last}At`),
    width: 110,
    cell: ({ endTime, exitTime }) => <WallTime at={last === 'left' ? (exitTime ?? endTime) : endTime} />,
  },
  {
    key: 'card',
    title: t('visitors.card'),
    width: 100,
    isHiddenOnPhone: true,
    cell: ({ cardNo }) => <bdi>{cardNo}</bdi>,
  },
];

export const reservationColumns = (t: Translate): Column<Reservation>[] => [
  { key: 'name', title: t('visitors.name'), width: 200, cell: ({ name }) => <bdi>{name}</bdi> },
  {
    key: 'company',
    title: t('visitors.company'),
    width: 150,
    isHiddenOnPhone: true,
    cell: ({ company }) => <bdi>{company}</bdi>,
  },
  { key: 'host', title: t('visitors.host'), width: 150, cell: ({ hostPin }) => <HostName pin={hostPin} /> },
  {
    key: 'reason',
    title: t('visitors.reason'),
    width: 160,
    isHiddenOnPhone: true,
    cell: ({ visitReason }) => <bdi>{visitReason}</bdi>,
  },
  { key: 'from', title: t('visitors.from'), width: 110, cell: ({ startTime }) => <WallTime at={startTime} /> },
  { key: 'until', title: t('visitors.untilAt'), width: 110, cell: ({ endTime }) => <WallTime at={endTime} /> },
];

export const blockedColumns = (t: Translate): Column<Blocked>[] => [
  { key: 'name', title: t('visitors.name'), width: 200, cell: ({ name }) => <bdi>{name}</bdi> },
  { key: 'number', title: t('visitors.certNumber'), width: 160, cell: ({ certNumber }) => <bdi>{certNumber}</bdi> },
  {
    key: 'reason',
    title: t('visitors.reason'),
    width: 200,
    isHiddenOnPhone: true,
    cell: ({ reason }) => <bdi>{reason}</bdi>,
  },
];

interface RowsProps<Row> {
  readonly label: string;
  readonly icon: IconName;
  /** Where there is nothing, and nothing is looked for. */
  readonly none: TextKey;
  readonly asked: { readonly data: unknown; readonly error: unknown; readonly refetch: () => Promise<unknown> };
  readonly rows: readonly Row[];
  readonly fits: (row: Row, q: string) => boolean;
  readonly q: string | undefined;
  readonly columns: readonly Column<Row>[];
  readonly chosen: string | undefined;
  readonly onOpen: (id: string) => void;
}

/** One tab: its rows are all here, so they are looked through here. */
export function Rows<Row extends { readonly id: string }>(props: RowsProps<Row>) {
  const t = useT();
  const { label, icon, none, asked, rows, fits, q, columns, chosen, onOpen } = props;
  if (asked.data === undefined) return <Waiting asked={asked} />;
  const shown = q === undefined ? rows : rows.filter((row) => fits(row, q));
  if (shown.length === 0) return <Empty icon={icon} text={t(q === undefined ? none : 'ui.nothingFound')} />;
  return (
    <Grid
      label={label}
      columns={columns}
      rows={shown}
      keyOf={({ id }) => id}
      chosen={chosen}
      onOpen={({ id }) => onOpen(id)}
    />
  );
}
