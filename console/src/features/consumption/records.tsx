import type { ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { PageLink, usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel } from '../../ui/side-panel.js';
import { consumptionPage } from './route.js';

type Booked = ItemOf<'GET /consumption/records'>;

const kinds = ['online', 'offline'] as const;
/** Sums are integers of the smallest unit. */
const sumOf = (value: number | null) => (value === null ? '' : (value / 100).toFixed(2));
const whoIn = ({ name, lastName, pin }: Booked) => `${name} ${lastName}`.trim() || pin;

const columnsOf = (t: Translate): Column<Booked>[] => [
  { key: 'time', title: t('consumption.time'), width: 150, sort: 'time', cell: ({ time }) => <bdi>{time}</bdi> },
  { key: 'person', title: t('consumption.f-pin'), width: 160, cell: (row) => <bdi>{whoIn(row)}</bdi> },
  { key: 'type', title: t('consumption.type'), width: 130, cell: ({ type }) => t(`consumption.type-${type}`) },
  {
    key: 'money',
    title: t('consumption.money'),
    width: 100,
    sort: 'money',
    isNumber: true,
    cell: ({ money }) => <bdi>{sumOf(money)}</bdi>,
  },
  {
    key: 'device',
    title: t('consumption.device'),
    width: 150,
    isHiddenOnPhone: true,
    cell: ({ deviceName, deviceSn }) => <bdi>{deviceName || deviceSn}</bdi>,
  },
];

function Panel({ booked, onClose }: { readonly booked: Booked; readonly onClose: () => void }) {
  const t = useT();
  const { time, type, kind, money, subMoney, balance, subBalance, pin, accountNo, cardNo } = booked;
  const facts: readonly (readonly [string, string])[] = [
    [t('consumption.time'), time],
    [t('consumption.type'), t(`consumption.type-${type}`)],
    [t('consumption.kind'), t(`consumption.kind-${kind}`)],
    [t('consumption.money'), sumOf(money)],
    [t('consumption.subMoney'), sumOf(subMoney)],
    [t('consumption.f-moneyWallet'), sumOf(balance)],
    [t('consumption.f-allowanceWallet'), sumOf(subBalance)],
    [t('consumption.f-accountNo'), accountNo],
    [t('consumption.card'), cardNo],
    [t('consumption.hall'), booked.hallName],
    [t('consumption.meal'), booked.mealName],
    [t('consumption.device'), booked.deviceName || booked.deviceSn],
  ];
  return (
    <SidePanel title={<bdi>{whoIn(booked)}</bdi>} onClose={onClose}>
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
      {pin !== '' && (
        <PageLink to={`/people/${encodeURIComponent(pin)}`}>
          <bdi>{whoIn(booked)}</bdi>
        </PageLink>
      )}
    </SidePanel>
  );
}

/** What was paid, when and where. */
export function Records() {
  const t = useT();
  const [{ q, sort, kind, chosen }, setSearch] = usePageSearch(consumptionPage);
  const close = () => setSearch({ chosen: undefined });
  return (
    <ListPage
      title={t('consumption.records')}
      isPart
      icon="card"
      none={t('consumption.records-none')}
      list={useList('consumption', 'GET /consumption/records', defined({ q, sort, kind, count: 'true' as const }))}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={{ q, sort, chosen }}
      onSearch={setSearch}
      tokens={
        kind ? [{ id: kind, text: t(`consumption.kind-${kind}`), onRemove: () => setSearch({ kind: undefined }) }] : []
      }
      choices={[
        {
          title: t('consumption.kind'),
          actions: kinds.map((id) => ({
            id,
            name: t(`consumption.kind-${id}`),
            isChosen: id === kind,
            onAction: () => setSearch({ kind: id }),
          })),
        },
      ]}
      panel={(id, booked) => booked && <Panel key={id} booked={booked} onClose={close} />}
    />
  );
}
