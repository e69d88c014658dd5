import { call } from '../../api/call.js';
import { useMay, type Permission } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { Acts, actWait, type Act } from '../../ui/records/acts.js';
import { textOf, type Values } from '../../ui/records/field.js';
import { RecordList } from '../../ui/records/record-list.js';
import { Tabs } from '../../ui/tabs.js';
import { floors, outputs } from './resources.js';
import { floorsPage } from './route.js';

const floorActions = ['open', 'close', 'normalOpen', 'endNormalOpen'] as const;
const outputActions = ['open', 'close', 'normalOpen'] as const;
type Action = (typeof floorActions)[number];

const needed: Readonly<Record<Action, Permission>> = {
  open: 'door.open',
  close: 'door.open',
  normalOpen: 'door.hold',
  endNormalOpen: 'door.hold',
};

/** Devices do not tell it: it is what the last command made of it. */
function useStateColumn(): Column<Values> {
  const t = useT();
  return {
    key: 'state',
    title: t('floors.state'),
    width: 120,
    cell: ({ state }) => {
      const output = textOf((state as Values | undefined)?.output);
      return <span className={output === 'on' ? '' : 'muted'}>{t.loose(`floors.state-${output}`, output)}</span>;
    },
  };
}

/** The actions that the operator may do, as buttons. */
function useActs<A extends Action>(all: readonly A[], act: (action: A, id: string) => ReturnType<Act['act']>) {
  const t = useT();
  const may = useMay();
  return (row: Values): Act[] =>
    all
      .filter((action) => may(needed[action]))
      .map((action) => ({
        id: action,
        name: t(`floors.act-${action}`),
        isMain: action === 'open',
        act: () => act(action, textOf(row.id)),
      }));
}

export default function FloorsPage() {
  const t = useT();
  const [{ tab = 'floors', ...search }, setSearch] = usePageSearch(floorsPage);
  const state = useStateColumn();
  const listed = { search, onSearch: setSearch, isPart: true, columns: [state] };
  const ofFloor = useActs(floorActions, (action, id) =>
    call('POST /floors/actions', { body: { floorIds: [id], action, wait: actWait } }),
  );
  const ofOutput = useActs(outputActions, (action, id) =>
    call('POST /aux-outputs/actions', { body: { auxOutputIds: [id], action, wait: actWait } }),
  );
  return (
    <>
      <h1>{t('floors.title')}</h1>
      <Tabs
        label={t('floors.title')}
        tabs={[
          {
            id: 'floors',
            name: t('floors.floors'),
            content: () => <RecordList resource={floors} {...listed} above={(row) => <Acts acts={ofFloor(row)} />} />,
          },
          {
            id: 'outputs',
            name: t('floors.outputs'),
            content: () => <RecordList resource={outputs} {...listed} above={(row) => <Acts acts={ofOutput(row)} />} />,
          },
        ]}
        chosen={tab}
        onChoose={(id) =>
          setSearch({ tab: id === 'floors' ? undefined : id, chosen: undefined, q: undefined, sort: undefined })
        }
      />
    </>
  );
}
