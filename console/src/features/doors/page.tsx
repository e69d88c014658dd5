import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useAreaNames } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useFormats, useT } from '../../i18n/t.js';
import { useLiveDoors, type BoardDoor } from '../../live/doors.js';
import { DoorShape } from '../../ui/door-shape.js';
import { isAbnormal, shapeOf } from '../../ui/door-state.js';
import { useOutcomes } from '../../ui/event-names.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Icon } from '../../ui/icon.js';
import { PageLink, usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { DoorList } from './door-list.js';
import { useDoorOrders, type Followed } from './door-orders.js';
import { DoorPanel } from './door-panel.js';
import { EmergencyMenu } from './emergency.js';
import { doorsPage } from './route.js';
import { Tile } from './tile.js';
import './doors.css';

interface Group {
  readonly key: string;
  readonly title: string;
  readonly doors: readonly BoardDoor[];
}

function groupsOf(doors: readonly BoardDoor[], names: ReadonlyMap<string, string>): Group[] {
  const byKey = Map.groupBy(doors, ({ areaCode }) => areaCode);
  return [...byKey]
    .map(([key, own]) => ({ key, title: names.get(key) ?? key, doors: own }))
    .sort((a, b) => a.title.localeCompare(b.title));
}

const fits = (door: BoardDoor, q = '') =>
  [door.name, door.sn, door.deviceName].some((text) => text.toLowerCase().includes(q.toLowerCase()));

const inStrip = 12;

interface StripProps {
  readonly doors: readonly BoardDoor[];
  readonly onOpen: (id: string) => void;
  /** All of them are asked for. */
  readonly onMore: () => void;
}

/** What is not as usual, once more above the board; the doors themselves keep their places. */
function Strip({ doors, onOpen, onMore }: StripProps) {
  const t = useT();
  const { number } = useFormats();
  const abnormal = doors.filter(({ state }) => isAbnormal(shapeOf(state)));
  if (abnormal.length === 0) return null;
  return (
    <ul className="door-strip" aria-label={t('doors.abnormal')}>
      {abnormal.slice(0, inStrip).map(({ id, name, state }) => (
        <li key={id}>
          <button type="button" onClick={() => onOpen(id)}>
            <DoorShape state={shapeOf(state)} size={16} />
            <bdi>{name}</bdi>
          </button>
        </li>
      ))}
      {abnormal.length > inStrip && (
        <li>
          <button type="button" onClick={onMore}>
            {t('doors.abnormal')}: {number(abnormal.length)}
          </button>
        </li>
      )}
    </ul>
  );
}

const runningOf = ({ isRunning, steps }: Followed): string | null =>
  isRunning ? (steps.at(-1)?.status ?? 'queued') : null;

interface ViewSwitchProps {
  readonly view: 'list' | undefined;
  readonly onView: (view: 'list' | undefined) => void;
}

function ViewSwitch({ view, onView }: ViewSwitchProps) {
  const t = useT();
  return (
    <ToggleButtonGroup
      className="switch"
      aria-label={t('doors.view')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[view ?? 'board']}
      onSelectionChange={(keys) => onView(keys.has('list') ? 'list' : undefined)}
    >
      <ToggleButton id="board" className="button plain">
        {t('doors.board')}
      </ToggleButton>
      <ToggleButton id="list" className="button plain">
        {t('doors.list')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}

export default function DoorsPage() {
  const t = useT();
  const may = useMay();
  const [search, setSearch] = usePageSearch(doorsPage);
  const { doors, error, isPending, retry } = useLiveDoors();
  const shown = doors.filter(
    (door) => fits(door, search.q) && (search.state === undefined || isAbnormal(shapeOf(door.state))),
  );
  const areaNames = useAreaNames();
  const outcomes = useOutcomes();
  const chosen = doors.find(({ id }) => id === search.door);
  const orders = useDoorOrders(chosen?.id);
  const open = (door: string | undefined) => setSearch({ door });
  const abnormalOnly = {
    id: 'abnormal',
    text: t('doors.abnormal'),
    onRemove: () => setSearch({ state: undefined }),
  };

  const board = () => {
    if (isPending) return <Loading />;
    if (error && doors.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (doors.length === 0) {
      return (
        <Empty icon="door" text={t('doors.none')}>
          {may('device.read') && <PageLink to="/devices">{t('doors.toDevices')}</PageLink>}
        </Empty>
      );
    }
    if (shown.length === 0) return <Empty icon="search" text={t('ui.nothingFound')} />;
    if (search.view === 'list') {
      return <DoorList doors={shown} areaNames={areaNames} chosen={search.door} onOpen={open} />;
    }
    return groupsOf(shown, areaNames).map(({ key, title, doors: own }) => (
      <section key={key} className="door-group" aria-label={title}>
        <h2>
          <bdi>{title}</bdi>
        </h2>
        <ul className="tiles">
          {own.map((door) => (
            <Tile
              key={door.id}
              door={door}
              isChosen={door.id === search.door}
              outcome={door.last ? outcomes.get(door.last.eventNo) : undefined}
              running={runningOf(orders.of(door.id))}
              onOpen={open}
            />
          ))}
        </ul>
      </section>
    ));
  };

  const panel = chosen && (
    <SidePanel key={chosen.id} title={<bdi>{chosen.name}</bdi>} onClose={() => open(undefined)}>
      <DoorPanel door={chosen} orders={orders} />
    </SidePanel>
  );
  return (
    <>
      <h1>{t('doors.title')}</h1>
      <FilterBar
        text={search.q}
        onText={(q) => setSearch({ q })}
        tokens={search.state === undefined ? [] : [abnormalOnly]}
        choices={
          search.state === undefined
            ? [
                {
                  actions: [
                    { id: 'abnormal', name: t('doors.abnormal'), onAction: () => setSearch({ state: 'abnormal' }) },
                  ],
                },
              ]
            : []
        }
        total={shown.length}
      >
        <ViewSwitch view={search.view} onView={(view) => setSearch({ view })} />
        <PageLink to="/plans" className="button plain">
          <Icon name="map" size={16} />
          {t('doors.plan')}
        </PageLink>
        <EmergencyMenu doors={doors} areaNames={areaNames} />
      </FilterBar>
      <Strip doors={doors} onOpen={open} onMore={() => setSearch({ state: 'abnormal' })} />
      <WithPanel panel={panel}>{board()}</WithPanel>
    </>
  );
}
