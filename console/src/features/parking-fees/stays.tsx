import { useQueryClient } from '@tanstack/react-query';
import { call, type ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import type { Field } from '../../ui/records/field.js';
import { RecordForm } from '../../ui/records/record-form.js';
import { SidePanel } from '../../ui/side-panel.js';
import { Time } from '../../ui/time.js';
import { parkingFeesPage } from './route.js';
import { StayPanel } from './stay-panel.js';

type Stay = ItemOf<'GET /parking/stays'>;

const entryFields: readonly Field[] = [
  { name: 'plate', kind: 'text', isRequired: true },
  { name: 'areaId', kind: 'one', of: 'parkingAreas', isRequired: true },
];

const columnsOf = (t: Translate): Column<Stay>[] => [
  { key: 'plate', title: t('parkingFees.f-plate'), width: 130, cell: ({ carNumber }) => <bdi>{carNumber}</bdi> },
  {
    key: 'enteredAt',
    title: t('parkingFees.enteredAt'),
    width: 160,
    sort: 'enteredAt',
    cell: ({ enteredAt }) => <Time at={enteredAt} isWhole />,
  },
  {
    key: 'leftAt',
    title: t('parkingFees.leftAt'),
    width: 160,
    isHiddenOnPhone: true,
    cell: ({ leftAt }) => (leftAt === null ? t('parkingFees.isThere') : <Time at={leftAt} isWhole />),
  },
  {
    key: 'areaName',
    title: t('parkingFees.f-areaId'),
    width: 150,
    isHiddenOnPhone: true,
    cell: ({ areaName }) => <bdi>{areaName}</bdi>,
  },
];

function Entry({ onEntered }: { readonly onEntered: (id: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  return (
    <RecordForm
      texts="parkingFees"
      fields={entryFields}
      submit={t('parkingFees.stays-add')}
      onSave={async (body) => {
        const { id } = await call('POST /parking/stays', { body: body as { plate: string; areaId: string } });
        await client.invalidateQueries();
        onEntered(id);
      }}
    />
  );
}

/** Cars that are there, or all that were. */
export function Stays() {
  const t = useT();
  const may = useMay();
  const [{ q, sort, chosen, gone }, setSearch] = usePageSearch(parkingFeesPage);
  const close = () => setSearch({ chosen: undefined });
  const open = gone ? undefined : ('true' as const);
  return (
    <ListPage
      title={t('parkingFees.stays')}
      isPart
      icon="car"
      none={t('parkingFees.stays-none')}
      list={useList('parking', 'GET /parking/stays', defined({ q, sort, open, count: 'true' as const }))}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={{ q, sort, chosen }}
      onSearch={setSearch}
      tokens={gone ? [{ id: 'gone', text: t('parkingFees.all'), onRemove: () => setSearch({ gone: undefined }) }] : []}
      choices={[
        {
          title: t('parkingFees.shown'),
          actions: [
            {
              id: 'there',
              name: t('parkingFees.isThere'),
              isChosen: !gone,
              onAction: () => setSearch({ gone: undefined }),
            },
            {
              id: 'all',
              name: t('parkingFees.all'),
              isChosen: gone === true,
              onAction: () => setSearch({ gone: true }),
            },
          ],
        },
      ]}
      add={may('device') ? t('parkingFees.stays-add') : undefined}
      newPanel={() => <Entry onEntered={(id) => setSearch({ chosen: id })} />}
      panel={(id, stay) => (
        <SidePanel key={id} title={<bdi>{stay?.carNumber ?? ''}</bdi>} onClose={close}>
          <StayPanel id={id} />
        </SidePanel>
      )}
    />
  );
}
