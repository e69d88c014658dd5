import type { ItemOf } from '../../api/call.js';
import { useList } from '../../api/list.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { useListSearch } from '../../ui/page-hooks.js';
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
  const { search, onSearch, query } = useListSearch(operatorsPage, 'operator');
  return (
    <ListPage
      title={t('operators.title')}
      icon="people"
      none={t('ui.nothingFound')}
      list={useList('operators', 'GET /operators', query as never)}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={search}
      onSearch={onSearch}
      add={t('operators.add')}
      newPanel={() => <NewOperator onMade={(id) => onSearch({ chosen: id })} />}
      panel={(id) => <OperatorPanel key={id} id={id} onClose={() => onSearch({ chosen: undefined })} />}
    />
  );
}
