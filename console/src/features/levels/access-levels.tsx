import type { ItemOf } from '../../api/call.js';
import { useHours } from '../../api/choices.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Grid } from '../../ui/grid.js';
import { Icon } from '../../ui/icon.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { LevelPanel, NewLevel } from './level-panel.js';
import { levelsPage } from './route.js';

type Level = ItemOf<'GET /access-levels'>;

function useColumns(): Column<Level>[] {
  const t = useT();
  const hours = new Map(useHours().map(({ id, name }) => [id, name]));
  return [
    { key: 'name', title: t('levels.name'), width: 220, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
    { key: 'doors', title: t('levels.doors'), width: 80, isNumber: true, cell: ({ doorIds }) => doorIds.length },
    {
      key: 'people',
      title: t('people.title'),
      width: 80,
      isNumber: true,
      cell: ({ personCount }) => personCount,
    },
    {
      key: 'hours',
      title: t('levels.hours'),
      width: 160,
      cell: ({ timeZoneId }) => (
        <bdi>{hours.get(timeZoneId) ?? (timeZoneId === 1 ? t('levels.always') : timeZoneId)}</bdi>
      ),
    },
  ];
}

/** Levels of doors. */
export function AccessLevels() {
  const t = useT();
  const may = useMay();
  const columns = useColumns();
  const [{ q, sort, level }, setSearch] = usePageSearch(levelsPage);
  const { rows, total, error, isLoading, hasMore, more, retry } = useList('levels', 'GET /access-levels', {
    q,
    sort,
    count: 'true',
  } as never);
  const close = () => setSearch({ level: undefined });

  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) return <Empty icon="key" text={t(q === undefined ? 'levels.none' : 'ui.nothingFound')} />;
    return (
      <Grid
        label={t('levels.title')}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        total={total}
        sort={sort}
        onSort={(next) => setSearch({ sort: next })}
        chosen={level}
        onOpen={({ id }) => setSearch({ level: id })}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };
  const panel = () => {
    if (level === undefined) return null;
    if (level === 'new') {
      return (
        <SidePanel title={t('levels.add')} onClose={close}>
          <NewLevel onMade={(id) => setSearch({ level: id })} />
        </SidePanel>
      );
    }
    return <LevelPanel key={level} id={level} onClose={close} />;
  };
  return (
    <>
      <FilterBar text={q} onText={(text) => setSearch({ q: text })} total={total}>
        {may('level') && (
          <Button kind="main" onPress={() => setSearch({ level: 'new' })}>
            <Icon name="plus" size={16} />
            {t('levels.add')}
          </Button>
        )}
      </FilterBar>
      <WithPanel panel={panel()}>{list()}</WithPanel>
    </>
  );
}
