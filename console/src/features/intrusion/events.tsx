import type { ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel } from '../../ui/side-panel.js';
import { intrusionPage } from './route.js';

type Told = ItemOf<'GET /intrusion/events'>;

const filters = ['alarm', 'trouble', 'restore', 'opening', 'closing'] as const;

const columnsOf = (t: Translate): Column<Told>[] => [
  { key: 'time', title: t('intrusion.time'), width: 150, sort: 'time', cell: ({ time }) => <bdi>{time}</bdi> },
  {
    key: 'device',
    title: t('intrusion.panel'),
    width: 150,
    sort: 'deviceName',
    cell: ({ deviceName }) => <bdi>{deviceName}</bdi>,
  },
  { key: 'content', title: t('intrusion.content'), width: 260, cell: ({ content }) => <bdi>{content}</bdi> },
  {
    key: 'does',
    title: t('intrusion.does'),
    width: 110,
    isHiddenOnPhone: true,
    cell: ({ does }) => t(`intrusion.does-${does}`),
  },
];

function Panel({ told, onClose }: { readonly told: Told; readonly onClose: () => void }) {
  const t = useT();
  const { time, deviceName, deviceIp, areaName, partitionName, pointName, code, does, content } = told;
  const facts: readonly (readonly [string, string])[] = [
    [t('intrusion.time'), time],
    [t('intrusion.panel'), deviceName],
    [t('intrusion.does'), t(`intrusion.does-${does}`)],
    [t('intrusion.f-areaCode'), areaName],
    [t('intrusion.partition'), partitionName],
    [t('intrusion.point'), pointName],
    [t('intrusion.code'), code],
    [t('intrusion.address'), deviceIp],
  ];
  return (
    <SidePanel title={<bdi>{content}</bdi>} onClose={onClose}>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([title, value]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
    </SidePanel>
  );
}

/** What the panels told. */
export function IntrusionEvents() {
  const t = useT();
  const [{ q, sort, does, chosen }, setSearch] = usePageSearch(intrusionPage);
  const close = () => setSearch({ chosen: undefined });
  return (
    <ListPage
      title={t('intrusion.events')}
      isPart
      icon="shield"
      none={t('intrusion.events-none')}
      // An alarm that comes in has them fetched again.
      list={useList('alarms', 'GET /intrusion/events', defined({ q, sort, does, count: 'true' as const }))}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={{ q, sort, chosen }}
      onSearch={setSearch}
      tokens={
        does ? [{ id: does, text: t(`intrusion.does-${does}`), onRemove: () => setSearch({ does: undefined }) }] : []
      }
      choices={[
        {
          title: t('intrusion.does'),
          actions: filters.map((id) => ({
            id,
            name: t(`intrusion.does-${id}`),
            isChosen: id === does,
            onAction: () => setSearch({ does: id }),
          })),
        },
      ]}
      panel={(id, told) => told && <Panel key={id} told={told} onClose={close} />}
    />
  );
}
