import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import type { CommandView } from '../../api/types.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { commandColumns } from '../../ui/command-columns.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Grid } from '../../ui/grid.js';
import { LateTexts } from '../../ui/late-texts.js';
import { orderName } from '../../ui/order-words.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { CommandPanel } from './command-panel.js';
import { commandsPage } from './route.js';
import { commandStates } from './states.js';
import './commands.css';

const deviceColumn = (t: Translate): Column<CommandView> => ({
  key: 'sn',
  title: t('commands.device'),
  width: 130,
  cell: ({ sn }) => <bdi>{sn}</bdi>,
});

const originColumn = (t: Translate): Column<CommandView> => ({
  key: 'origin',
  title: t('commands.origin'),
  width: 120,
  isHiddenOnPhone: true,
  cell: ({ origin }) => t.loose(`commands.origin-${origin}`, origin),
});

const freely = ['sn', 'type', 'actor', 'doorId'] as const;

function useFilters(rows: readonly CommandView[]) {
  const t = useT();
  const [search, setSearch] = usePageSearch(commandsPage);
  const { status } = search;
  const originName = (id: string) => t.loose(`commands.origin-${id}`, id);
  const typeName = (id: string) => orderName(t, id);
  const names: Partial<Record<(typeof freely)[number], (id: string) => string>> = { actor: originName, type: typeName };
  const tokens = freely.flatMap((id) => {
    const value = search[id];
    if (value === undefined) return [];
    return [{ id, text: names[id]?.(value) ?? value, onRemove: () => setSearch({ [id]: undefined }) }];
  });
  const state = status && {
    id: 'status',
    text: t(`ui.command-${status}`),
    onRemove: () => setSearch({ status: undefined }),
  };
  const seen = (of: (row: CommandView) => string) => [...new Set(rows.map(of))].sort().slice(0, 12);
  const choices = [
    {
      title: t('ui.command-status'),
      actions: commandStates.map((id) => ({
        id,
        name: t(`ui.command-${id}`),
        isChosen: id === status,
        onAction: () => setSearch({ status: id }),
      })),
    },
    {
      title: t('commands.origin'),
      actions: seen(({ origin }) => origin).map((id) => ({
        id: `origin-${id}`,
        name: originName(id),
        onAction: () => setSearch({ actor: id }),
      })),
    },
    {
      title: t('ui.command-type'),
      actions: seen(({ type }) => type).map((id) => ({
        id: `type-${id}`,
        name: typeName(id),
        onAction: () => setSearch({ type: id }),
      })),
    },
    {
      title: t('commands.device'),
      actions: seen(({ sn }) => sn).map((id) => ({ id: `sn-${id}`, name: id, onAction: () => setSearch({ sn: id }) })),
    },
  ];
  return {
    tokens: state ? [state, ...tokens] : tokens,
    choices: choices.filter(({ actions }) => actions.length > 0),
  };
}

function Content() {
  const t = useT();
  const [{ command, ...search }, setSearch] = usePageSearch(commandsPage);
  const { rows, error, isLoading, hasMore, more, retry } = useList('commands', 'GET /commands', defined(search));
  const { tokens, choices } = useFilters(rows);
  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0)
      return <Empty icon="list" text={t(tokens.length > 0 ? 'ui.nothingFound' : 'commands.none')} />;
    return (
      <Grid
        label={t('commands.title')}
        columns={[deviceColumn(t), ...commandColumns(t), originColumn(t)]}
        rows={rows}
        keyOf={({ id }) => String(id)}
        chosen={command}
        onOpen={({ id }) => setSearch({ command: String(id) })}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };
  const panel = command !== undefined && (
    <CommandPanel key={command} id={command} onClose={() => setSearch({ command: undefined })} />
  );
  return (
    <>
      <h1>{t('commands.title')}</h1>
      <FilterBar tokens={tokens} choices={choices}>
        <ExportMenu table="commands" query={defined(search)} />
      </FilterBar>
      <WithPanel panel={panel}>{list()}</WithPanel>
    </>
  );
}

export default function CommandsPage() {
  return (
    <LateTexts>
      <Content />
    </LateTexts>
  );
}
