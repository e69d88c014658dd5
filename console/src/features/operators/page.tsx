import type { ItemOf } from '../../api/call.js';
import { useList } from '../../api/list.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Grid } from '../../ui/grid.js';
import { Icon } from '../../ui/icon.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { NewOperator } from './new-operator.js';
import { OperatorPanel } from './operator-panel.js';
import { operatorsPage } from './route.js';
import './operators.css';

type Operator = ItemOf<'GET /operators'>;

const stateOf = (t: Translate, { disabled, mustChange }: Operator) => {
  if (disabled) return t('operators.locked');
  return mustChange ? t('operators.mustChange') : '';
};

const columnsOf = (t: Translate): Column<Operator>[] => [
  { key: 'name', title: t('operators.name'), width: 180, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
  {
    key: 'role',
    title: t('operators.role'),
    width: 130,
    sort: 'role',
    cell: ({ role }) => t(`operators.role-${role}`),
  },
  {
    key: 'areas',
    title: t('operators.areas'),
    width: 140,
    isHiddenOnPhone: true,
    cell: ({ areaCodes }) => (areaCodes ? <bdi>{areaCodes.join(', ')}</bdi> : t('operators.all')),
  },
  {
    key: 'departments',
    title: t('operators.departments'),
    width: 140,
    isHiddenOnPhone: true,
    cell: ({ departmentCodes }) => (departmentCodes ? <bdi>{departmentCodes.join(', ')}</bdi> : t('operators.all')),
  },
  {
    key: 'state',
    title: t('operators.state'),
    width: 180,
    cell: (operator) => <span className={operator.disabled ? 'bad' : ''}>{stateOf(t, operator)}</span>,
  },
];

export default function OperatorsPage() {
  const t = useT();
  const [{ q, sort, operator }, setSearch] = usePageSearch(operatorsPage);
  const { rows, total, error, isLoading, hasMore, more, retry } = useList('operators', 'GET /operators', {
    q,
    sort,
    count: 'true',
  } as never);
  const close = () => setSearch({ operator: undefined });

  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) return <Empty icon="people" text={t('ui.nothingFound')} />;
    return (
      <Grid
        label={t('operators.title')}
        columns={columnsOf(t)}
        rows={rows}
        keyOf={({ id }) => id}
        total={total}
        sort={sort}
        onSort={(next) => setSearch({ sort: next })}
        chosen={operator}
        onOpen={({ id }) => setSearch({ operator: id })}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };
  const panel = () => {
    if (operator === undefined) return null;
    if (operator !== 'new') return <OperatorPanel key={operator} id={operator} onClose={close} />;
    return (
      <SidePanel title={t('operators.add')} onClose={close}>
        <NewOperator onMade={(id) => setSearch({ operator: id })} />
      </SidePanel>
    );
  };
  return (
    <>
      <h1>{t('operators.title')}</h1>
      <FilterBar text={q} onText={(text) => setSearch({ q: text })} total={total}>
        <Button kind="main" onPress={() => setSearch({ operator: 'new' })}>
          <Icon name="plus" size={16} />
          {t('operators.add')}
        </Button>
      </FilterBar>
      <WithPanel panel={panel()}>{list()}</WithPanel>
    </>
  );
}
