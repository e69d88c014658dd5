import { useMemo, useState } from 'react';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { DoorShape, doorShapes } from '../../ui/door-shape.js';
import { useOutcomes } from '../../ui/event-names.js';
import { Grid } from '../../ui/grid.js';
import type { OutcomeName } from '../../ui/outcome.js';
import { Time } from '../../ui/time.js';
import { shapeOf } from '../../ui/door-state.js';
import type { BoardDoor } from '../../live/doors.js';
import { Last } from './last.js';

interface DoorListProps {
  readonly doors: readonly BoardDoor[];
  readonly areaNames: ReadonlyMap<string, string>;
  readonly chosen: string | undefined;
  readonly onOpen: (id: string) => void;
}

/** What a column is sorted by. All doors are here already, and change too often for the gateway to sort them. */
const keysOf = (areaNames: ReadonlyMap<string, string>) =>
  ({
    name: ({ name }: BoardDoor) => name,
    state: ({ state }: BoardDoor) => String(9 - doorShapes.indexOf(shapeOf(state))),
    since: ({ state }: BoardDoor) => state.since ?? '',
    area: ({ areaCode }: BoardDoor) => areaNames.get(areaCode) ?? areaCode,
    device: ({ deviceName }: BoardDoor) => deviceName,
  }) as const;

const columnsOf = (
  t: Translate,
  areaNames: ReadonlyMap<string, string>,
  outcomes: ReadonlyMap<number, OutcomeName>,
): Column<BoardDoor>[] => [
  { key: 'name', title: t('doors.name'), width: 180, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
  {
    key: 'state',
    title: t('doors.state'),
    width: 130,
    sort: 'state',
    cell: ({ state }) => <DoorShape state={shapeOf(state)} size={16} />,
  },
  {
    key: 'since',
    title: t('doors.since'),
    width: 110,
    sort: 'since',
    isHiddenOnPhone: true,
    cell: ({ state }) => state.since && <Time at={state.since} />,
  },
  {
    key: 'last',
    title: t('doors.last'),
    width: 230,
    isHiddenOnPhone: true,
    cell: ({ last }) => last && <Last last={last} outcome={outcomes.get(last.eventNo)} />,
  },
  {
    key: 'area',
    title: t('doors.area'),
    width: 130,
    sort: 'area',
    isHiddenOnPhone: true,
    cell: ({ areaCode }) => <bdi>{areaNames.get(areaCode) ?? areaCode}</bdi>,
  },
  {
    key: 'device',
    title: t('doors.device'),
    width: 150,
    sort: 'device',
    isHiddenOnPhone: true,
    cell: ({ deviceName, number }) => (
      <bdi>
        {deviceName} · {number}
      </bdi>
    ),
  },
];

/** The same doors as rows, for sites with more than a board shows. */
export function DoorList({ doors, areaNames, chosen, onOpen }: DoorListProps) {
  const t = useT();
  const outcomes = useOutcomes();
  const [sort, setSort] = useState('name');
  const rows = useMemo(() => {
    const key = sort.replace('-', '') as keyof ReturnType<typeof keysOf>;
    const keyOf = keysOf(areaNames)[key];
    const sign = sort.startsWith('-') ? -1 : 1;
    return doors.toSorted((a, b) => sign * keyOf(a).localeCompare(keyOf(b), undefined, { numeric: true }));
  }, [doors, areaNames, sort]);
  return (
    <Grid
      label={t('doors.title')}
      columns={columnsOf(t, areaNames, outcomes)}
      rows={rows}
      keyOf={({ id }) => id}
      total={rows.length}
      sort={sort}
      onSort={setSort}
      chosen={chosen}
      onOpen={({ id }) => onOpen(id)}
    />
  );
}
