import type { ReactNode } from 'react';
import type { List } from '../api/list.js';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import type { Column } from './column.js';
import { FilterBar, type Token } from './filter-bar.js';
import { Grid } from './grid.js';
import { Icon, type IconName } from './icon.js';
import type { MenuGroup } from './menu.js';
import type { ListSearch } from './page-hooks.js';
import { SidePanel, WithPanel } from './side-panel.js';
import { Empty, ErrorBlock, Loading } from './states.js';

export interface ListPageProps<Row> {
  readonly title: string;
  /** Of the page that has several lists: the heading stands above them. */
  readonly isPart?: boolean;
  readonly icon: IconName;
  /** Where nothing is in the list yet. */
  readonly none: string;
  readonly list: List<Row>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly search: ListSearch;
  readonly onSearch: (change: ListSearch) => void;
  /** Whether the gateway looks for text in this list. */
  readonly hasText?: boolean;
  /** On the button, and above the form, of a new one; undefined = none may be made. */
  readonly add?: string | undefined;
  readonly newPanel?: () => ReactNode;
  /** With its own frame; of a row that is not in the list, undefined. */
  readonly panel: (id: string, row: Row | undefined) => ReactNode;
  readonly tokens?: readonly Token[];
  readonly choices?: readonly MenuGroup[];
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (ticked: ReadonlySet<string>) => void;
  /** In the bar, before the button that adds. */
  readonly children?: ReactNode;
}

const isFiltered = ({ search, tokens = [] }: { readonly search: ListSearch; readonly tokens?: readonly Token[] }) =>
  search.q !== undefined || tokens.length > 0;

function Rows<Row>(props: ListPageProps<Row>) {
  const { title, icon, none, list, columns, keyOf, search, onSearch, ticked, onTick } = props;
  const t = useT();
  const { rows, total, error, isLoading, hasMore, more, retry } = list;
  if (isLoading) return <Loading />;
  if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
  if (rows.length === 0) {
    return <Empty icon={icon} text={isFiltered(props) ? t('ui.nothingFound') : none} />;
  }
  return (
    <Grid
      label={title}
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      total={total}
      sort={search.sort}
      onSort={(sort) => onSearch({ sort })}
      chosen={search.chosen}
      onOpen={(row) => onSearch({ chosen: keyOf(row) })}
      hasMore={hasMore}
      onMore={more}
      {...(onTick && ticked ? { ticked, onTick } : {})}
    />
  );
}

/** A list of the gateway, and beside it the panel of what is chosen or made. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { title, isPart = false, list, keyOf, search, onSearch, hasText = true, add, newPanel, panel } = props;
  const { tokens = [], choices = [], children } = props;
  const close = () => onSearch({ chosen: undefined });
  const panelOf = () => {
    if (search.chosen === undefined) return null;
    if (search.chosen !== 'new')
      return panel(
        search.chosen,
        list.rows.find((row) => keyOf(row) === search.chosen),
      );
    if (add === undefined || !newPanel) return null;
    return (
      <SidePanel key="new" title={add} onClose={close}>
        {newPanel()}
      </SidePanel>
    );
  };
  return (
    <>
      {!isPart && <h1>{title}</h1>}
      <FilterBar
        text={search.q}
        {...(hasText ? { onText: (q: string | undefined) => onSearch({ q }) } : {})}
        tokens={tokens}
        choices={choices}
        total={list.total}
      >
        {children}
        {add !== undefined && (
          <Button kind="main" onPress={() => onSearch({ chosen: 'new' })}>
            <Icon name="plus" size={16} />
            {add}
          </Button>
        )}
      </FilterBar>
      <WithPanel panel={panelOf()}>
        <Rows {...props} />
      </WithPanel>
    </>
  );
}
