import { useState } from 'react';
import { useMay } from '../../api/session.js';
import { useFormats, useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { useEventName } from '../../ui/event-names.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { Grid } from '../../ui/grid.js';
import { Icon } from '../../ui/icon.js';
import { Outcome } from '../../ui/outcome.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { usePageLetters } from '../../ui/page-letters.js';
import { SavedViews } from '../../ui/saved-views.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { useVerifyName } from '../../ui/verify-names.js';
import { ColumnChoice, useChosen } from './column-choice.js';
import { eventColumns } from './columns.js';
import { useEventList } from './event-list.js';
import { EventPanel, useNeighbours } from './event-panel.js';
import { eventQueryOf } from './event-query.js';
import { Filters } from './filters.js';
import { eventsPage, type Change, type EventSearch } from './route.js';
import './events.css';

/** What is kept as a view: all that the list is filtered by. */
const filtersOf = (search: EventSearch): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...search, event: undefined }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );

/** Whatever a view does not say is not said any more. */
const nothing: Change = Object.fromEntries(Object.keys(eventsPage.search({})).map((name) => [name, undefined]));

/** Rows move only while nobody reads further down, has one open or has said that they shall stay. */
export default function EventsPage() {
  const t = useT();
  const formats = useFormats();
  const may = useMay();
  const eventName = useEventName();
  const verifyName = useVerifyName();
  const [search, setSearch] = usePageSearch(eventsPage);
  const [isScrolled, setScrolled] = useState(false);
  const [isPaused, setPaused] = useState(false);
  const [beginnings, setBeginnings] = useState(0);
  const query = eventQueryOf(search, formats);
  const isHeld = isPaused || isScrolled || search.event !== undefined;
  const { rows, waiting, error, isLoading, hasMore, more, retry, release } = useEventList(query, isHeld);
  const neighbours = useNeighbours(search.event);
  const chosen = [...rows, ...neighbours].find(({ id }) => id === search.event);
  const why = (event: string) => setSearch({ event, why: true });
  const all = eventColumns(t, { eventName, verifyName }, may('person.read') ? why : null);
  const columns = useChosen(all);
  const isFiltered = Object.keys(query).length > 1;

  const pause = { letter: 'p', name: t(isPaused ? 'events.goOn' : 'events.pause'), act: () => setPaused(!isPaused) };
  usePageLetters([pause]);

  const toNewest = () => {
    setScrolled(false);
    setBeginnings(beginnings + 1);
    setSearch({ event: undefined });
    release();
  };

  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) return <Empty icon="list" text={t(isFiltered ? 'ui.nothingFound' : 'events.none')} />;
    return (
      <Grid
        key={`${JSON.stringify(query)}${String(beginnings)}`}
        label={t('events.title')}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        chosen={search.event}
        onOpen={({ id }) => setSearch({ event: id })}
        onScroll={(top) => setScrolled(top > 0)}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };

  const panel = chosen && (
    <SidePanel
      key={chosen.id}
      title={
        <>
          <Outcome outcome={chosen.outcome} /> <bdi>{eventName(chosen)}</bdi>
        </>
      }
      onClose={() => setSearch({ event: undefined, why: undefined })}
    >
      <EventPanel event={chosen} neighbours={neighbours} isAsked={search.why === true} onChange={setSearch} />
    </SidePanel>
  );
  return (
    <>
      <h1>{t('events.title')}</h1>
      <Filters search={search} onChange={setSearch}>
        {waiting > 0 && (
          <Button kind="main" onPress={toNewest}>
            <Icon name="up" size={16} />
            {t('events.new', { count: waiting })}
          </Button>
        )}
        <Button onPress={pause.act}>{pause.name}</Button>
        <ColumnChoice all={all} chosen={columns} />
        <SavedViews page="events" filters={filtersOf(search)} onChoose={(view) => setSearch({ ...nothing, ...view })} />
        <ExportMenu table="events" query={query} letter="e" />
      </Filters>
      <WithPanel panel={panel}>
        {list()}
        {error !== null && rows.length > 0 && <ErrorBlock error={error} onRetry={retry} />}
      </WithPanel>
    </>
  );
}
