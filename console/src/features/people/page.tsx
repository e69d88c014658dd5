import { useState } from 'react';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { useAsked } from '../../ui/asked.js';
import { Button } from '../../ui/button.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Grid } from '../../ui/grid.js';
import { Icon } from '../../ui/icon.js';
import { useGo, usePageSearch } from '../../ui/page-hooks.js';
import { personName } from '../../ui/person-name.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { AddPerson } from './add-person.js';
import { Bulk } from './bulk.js';
import { columnsOf } from './columns.js';
import { useFilters } from './filters.js';
import { Import } from './import.js';
import { peoplePage } from './route.js';
import './people.css';

export default function PeoplePage() {
  const t = useT();
  const may = useMay();
  const go = useGo();
  const [search, setSearch] = usePageSearch(peoplePage);
  const { tokens, choices } = useFilters();
  const [ticked, setTicked] = useState<ReadonlyMap<string, string>>(new Map());
  const [open, setOpen] = useState<'add' | 'import' | null>(null);
  useAsked({ 'person-add': () => setOpen('add'), 'person-import': () => setOpen('import') });
  const query = { ...search, count: 'true' } as const;
  const { rows, total, error, isLoading, hasMore, more, retry } = useList('persons', 'GET /persons', query as never);
  const mayChange = may('person');
  const isFiltered = search.q !== undefined || tokens.length > 0;

  // Names are kept: a row may go while it is ticked.
  const tick = (pins: Iterable<string>) => {
    const names = new Map(rows.map((row) => [row.pin, personName(row)]));
    setTicked(new Map([...pins].map((pin) => [pin, names.get(pin) ?? ticked.get(pin) ?? ''])));
  };

  const exported = <ExportMenu table="persons" query={query} />;
  const buttons = mayChange && (
    <>
      <Button onPress={() => setOpen('import')}>
        <Icon name="upload" size={16} />
        {t('people.import')}
      </Button>
      <Button kind="main" onPress={() => setOpen('add')}>
        <Icon name="plus" size={16} />
        {t('people.add')}
      </Button>
    </>
  );
  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) return <Empty icon="people" text={t(isFiltered ? 'ui.nothingFound' : 'people.none')} />;
    return (
      <Grid
        label={t('people.title')}
        columns={columnsOf(t, may('person.read'))}
        rows={rows}
        keyOf={({ pin }) => pin}
        total={total}
        sort={search.sort}
        onSort={(sort) => setSearch({ sort })}
        onOpen={({ pin }) => go(`/people/${encodeURIComponent(pin)}`)}
        {...(mayChange ? { ticked: new Set(ticked.keys()), onTick: tick } : {})}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };

  return (
    <>
      <h1>{t('people.title')}</h1>
      <FilterBar text={search.q} onText={(q) => setSearch({ q })} tokens={tokens} choices={choices} total={total}>
        {exported}
        {buttons}
      </FilterBar>
      {ticked.size > 0 && <Bulk people={ticked} onKeep={tick} />}
      {list()}
      <AddPerson isOpen={open === 'add'} onClose={() => setOpen(null)} />
      <Import isOpen={open === 'import'} onClose={() => setOpen(null)} />
    </>
  );
}
