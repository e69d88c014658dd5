import type { ReactNode } from 'react';
import type { ItemOf } from '../../api/call.js';
import { useLevels } from '../../api/choices.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Grid } from '../../ui/grid.js';
import { Icon } from '../../ui/icon.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Editor, OneOfHours } from './editor.js';
import { hoursPage } from './route.js';
import { weekdays, textOfDay, weekOf } from './week.js';
import './hours.css';

type Hours = ItemOf<'GET /time-zones'>;

function useColumns(): Column<Hours>[] {
  const t = useT();
  const levels = useLevels();
  /** Days with the same hours are told together. */
  const said = ({ periods }: Hours) => {
    const week = weekOf(periods);
    const open = weekdays.filter((day) => week[day].length > 0);
    const first = open[0];
    if (first === undefined) return t('hours.closed');
    const isSame = open.every((day) => textOfDay(week[day]) === textOfDay(week[first]));
    const names = open.map((day) => t(`hours.short-${day}`)).join(' ');
    return isSame ? `${names} ${textOfDay(week[first])}` : names;
  };
  return [
    { key: 'name', title: t('hours.name'), width: 200, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
    { key: 'open', title: t('hours.open'), width: 380, cell: said },
    {
      key: 'levels',
      title: t('hours.levels'),
      width: 80,
      isNumber: true,
      isHiddenOnPhone: true,
      cell: ({ id }) => levels.filter(({ timeZoneId }) => timeZoneId === id).length,
    },
    { key: 'id', title: t('hours.number'), width: 80, isNumber: true, isHiddenOnPhone: true, cell: ({ id }) => id },
  ];
}

function List() {
  const t = useT();
  const may = useMay();
  const columns = useColumns();
  const [{ q, sort }, setSearch] = usePageSearch(hoursPage);
  const query = { q, sort, count: 'true' } as const;
  const { rows, total, error, isLoading, hasMore, more, retry } = useList('hours', 'GET /time-zones', query as never);
  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) return <Empty icon="clock" text={t(q === undefined ? 'hours.none' : 'ui.nothingFound')} />;
    return (
      <Grid
        label={t('hours.title')}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => String(id)}
        total={total}
        sort={sort}
        onSort={(next) => setSearch({ sort: next })}
        onOpen={({ id }) => setSearch({ hours: String(id) }, true)}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };
  return (
    <>
      <FilterBar text={q} onText={(text) => setSearch({ q: text })} total={total}>
        {may('hours') && (
          <Button kind="main" onPress={() => setSearch({ hours: 'new' }, true)}>
            <Icon name="plus" size={16} />
            {t('hours.add')}
          </Button>
        )}
      </FilterBar>
      {list()}
    </>
  );
}

export default function HoursPage(): ReactNode {
  const t = useT();
  const [{ hours }, setSearch] = usePageSearch(hoursPage);
  const back = () => setSearch({ hours: undefined });
  return (
    <>
      <div className="row">
        <h1 className="grow">{t('hours.title')}</h1>
        {hours !== undefined && <Button onPress={back}>{t('hours.all')}</Button>}
      </div>
      {hours === undefined && <List />}
      {hours !== undefined && (
        <div className="hours-one stack">
          <h2 className="unseen">{t(hours === 'new' ? 'hours.add' : 'ui.edit')}</h2>
          {hours === 'new' ? (
            <Editor onSaved={(id) => setSearch({ hours: id })} />
          ) : (
            <OneOfHours key={hours} id={hours} onGone={back} />
          )}
        </div>
      )}
    </>
  );
}
