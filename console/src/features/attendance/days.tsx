import type { ItemOf } from '../../api/call.js';
import { useDepartments } from '../../api/choices.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useFormats, useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { TextField } from '../../ui/fields.js';
import { ListPage } from '../../ui/list-page.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { personName } from '../../ui/person-name.js';
import { hoursOf } from './minutes.js';
import { MonthPanel } from './month.js';
import { attendancePage } from './route.js';

type Day = ItemOf<'GET /attendance/days'>;

const clock = (time: string | null) => <bdi>{time?.slice(0, 5) ?? ''}</bdi>;

export const dayColumns = (t: Translate): Column<Day>[] => [
  { key: 'first', title: t('attendance.first'), width: 88, cell: ({ firstPunch }) => clock(firstPunch) },
  { key: 'last', title: t('attendance.last'), width: 88, cell: ({ lastPunch }) => clock(lastPunch) },
  {
    key: 'worked',
    title: t('attendance.worked'),
    width: 80,
    isNumber: true,
    cell: ({ workedMinutes }) => hoursOf(workedMinutes),
  },
  {
    key: 'planned',
    title: t('attendance.planned'),
    width: 80,
    isNumber: true,
    isHiddenOnPhone: true,
    cell: ({ plannedMinutes }) => hoursOf(plannedMinutes),
  },
  {
    key: 'leave',
    title: t('attendance.leave'),
    width: 66,
    isNumber: true,
    isHiddenOnPhone: true,
    cell: ({ leaveMinutes }) => hoursOf(leaveMinutes),
  },
  {
    key: 'overtime',
    title: t('attendance.overtime'),
    width: 76,
    isNumber: true,
    isHiddenOnPhone: true,
    cell: ({ overtimeMinutes }) => hoursOf(overtimeMinutes),
  },
  {
    key: 'missing',
    title: t('attendance.missing'),
    width: 76,
    isNumber: true,
    cell: ({ missingMinutes }) => <span className="bad">{hoursOf(missingMinutes)}</span>,
  },
];

const keyOf = ({ pin, date }: Day) => `${date} ${pin}`;

/** Who came when, and what is missing. */
export function Days() {
  const t = useT();
  const formats = useFormats();
  const departments = useDepartments();
  const [{ from, to, deptCode, chosen, month }, setSearch] = usePageSearch(attendancePage);
  const first = from ?? formats.dayOf(new Date());
  const last = to !== undefined && to >= first ? to : first;
  const query = { from: first, to: last, ...defined({ deptCode }) };
  const list = useList('events', 'GET /attendance/days', query);
  const columns: Column<Day>[] = [
    ...(first === last
      ? []
      : [{ key: 'date', title: t('attendance.date'), width: 100, cell: ({ date }: Day) => <bdi>{date}</bdi> }]),
    { key: 'person', title: t('attendance.f-person'), width: 150, cell: (day) => <bdi>{personName(day)}</bdi> },
    {
      key: 'department',
      title: t('attendance.f-department'),
      width: 110,
      isHiddenOnPhone: true,
      cell: ({ deptName }) => <bdi>{deptName}</bdi>,
    },
    ...dayColumns(t),
  ];
  const department = departments.find(({ code }) => code === deptCode)?.name ?? deptCode;
  return (
    <ListPage
      title={t('attendance.days')}
      isPart
      icon="calendar"
      none={t('attendance.days-none')}
      list={list}
      columns={columns}
      keyOf={keyOf}
      search={{ chosen }}
      onSearch={({ chosen: next }) => setSearch({ chosen: next, month: next?.slice(0, 10) })}
      hasText={false}
      tokens={
        department === undefined
          ? []
          : [{ id: 'department', text: department, onRemove: () => setSearch({ deptCode: undefined }) }]
      }
      choices={[
        {
          title: t('attendance.f-department'),
          actions: departments.map(({ code, name }) => ({
            id: code,
            name,
            isChosen: code === deptCode,
            onAction: () => setSearch({ deptCode: code }),
          })),
        },
      ]}
      panel={(key) => (
        <MonthPanel
          key={key}
          pin={key.slice(11)}
          month={(month ?? key).slice(0, 7)}
          onMonth={(next) => setSearch({ month: `${next}-01` })}
          onClose={() => setSearch({ chosen: undefined, month: undefined })}
        />
      )}
    >
      <TextField
        label={t('attendance.f-from')}
        type="date"
        value={first}
        onChange={(day) => setSearch({ from: day === '' ? undefined : day })}
      />
      <TextField
        label={t('attendance.f-to')}
        type="date"
        value={last}
        onChange={(day) => setSearch({ to: day === '' ? undefined : day })}
      />
      <ExportMenu table="attendance" query={query} />
    </ListPage>
  );
}
