import type { ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel } from '../../ui/side-panel.js';
import { Time } from '../../ui/time.js';
import { Facts } from './facts.js';
import { parkingFeesPage } from './route.js';

type Payment = ItemOf<'GET /parking/payments'>;

const columnsOf = (t: Translate): Column<Payment>[] => [
  {
    key: 'paidAt',
    title: t('parkingFees.paidAt'),
    width: 160,
    sort: 'paidAt',
    cell: ({ paidAt }) => <Time at={paidAt} isWhole />,
  },
  { key: 'plate', title: t('parkingFees.f-plate'), width: 130, cell: ({ carNumber }) => <bdi>{carNumber}</bdi> },
  {
    key: 'amount',
    title: t('parkingFees.amount'),
    width: 110,
    sort: 'amount',
    cell: ({ text, currency }) => <bdi>{`${text} ${currency}`}</bdi>,
  },
  {
    key: 'paymentType',
    title: t('parkingFees.paymentType'),
    width: 120,
    isHiddenOnPhone: true,
    cell: ({ paymentType }) => <bdi>{paymentType}</bdi>,
  },
];

/** What was paid. */
export function Payments() {
  const t = useT();
  const [{ q, sort, chosen }, setSearch] = usePageSearch(parkingFeesPage);
  return (
    <ListPage
      title={t('parkingFees.payments')}
      isPart
      icon="card"
      none={t('parkingFees.payments-none')}
      list={useList('parking', 'GET /parking/payments', defined({ q, sort, count: 'true' as const }))}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={{ q, sort, chosen }}
      onSearch={setSearch}
      panel={(_, payment) =>
        payment && (
          <SidePanel title={<bdi>{payment.carNumber}</bdi>} onClose={() => setSearch({ chosen: undefined })}>
            <Facts
              facts={[
                [t('parkingFees.paidAt'), <Time key="at" at={payment.paidAt} isWhole />],
                [t('parkingFees.amount'), `${payment.text} ${payment.currency}`],
                [t('parkingFees.paymentType'), payment.paymentType],
                [t('parkingFees.f-areaId'), payment.areaName],
                [t('parkingFees.record'), payment.id],
              ]}
            />
          </SidePanel>
        )
      }
    />
  );
}
