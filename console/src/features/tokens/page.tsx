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
import { Time } from '../../ui/time.js';
import { NewToken } from './new-token.js';
import { opens } from './opens.js';
import { tokensPage } from './route.js';
import { TokenPanel } from './token-panel.js';

type Token = ItemOf<'GET /api-tokens'>;

/** An end before all time is no instant that can be shown. */
function End({ at }: { readonly at: string | null }) {
  const t = useT();
  if (at === null) return t('tokens.noEnd');
  const isPast = !(Date.parse(at) > Date.now());
  if (Number.isNaN(Date.parse(at))) return <span className="bad">{t('tokens.ended')}</span>;
  return (
    <span className={isPast ? 'bad' : ''}>
      <Time at={at} isWhole />
    </span>
  );
}

const columnsOf = (t: Translate): Column<Token>[] => [
  { key: 'name', title: t('tokens.name'), width: 180, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
  { key: 'scopes', title: t('tokens.scopes'), width: 220, cell: (token) => <bdi>{opens(t, token)}</bdi> },
  {
    key: 'end',
    title: t('tokens.end'),
    width: 150,
    sort: 'expiresAt',
    isHiddenOnPhone: true,
    cell: ({ expiresAt }) => <End at={expiresAt} />,
  },
  {
    key: 'used',
    title: t('tokens.used'),
    width: 150,
    sort: 'lastUsedAt',
    isHiddenOnPhone: true,
    cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('tokens.never') : <Time at={lastUsedAt} />),
  },
];

export default function TokensPage() {
  const t = useT();
  const [{ q, sort, token }, setSearch] = usePageSearch(tokensPage);
  const { rows, total, error, isLoading, hasMore, more, retry } = useList('tokens', 'GET /api-tokens', {
    q,
    sort,
    count: 'true',
  } as never);
  const close = () => setSearch({ token: undefined });

  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) return <Empty icon="key" text={t(q === undefined ? 'tokens.none' : 'ui.nothingFound')} />;
    return (
      <Grid
        label={t('tokens.title')}
        columns={columnsOf(t)}
        rows={rows}
        keyOf={({ id }) => id}
        total={total}
        sort={sort}
        onSort={(next) => setSearch({ sort: next })}
        chosen={token}
        onOpen={({ id }) => setSearch({ token: id })}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };
  const panel = () => {
    if (token === undefined) return null;
    if (token !== 'new') return <TokenPanel key={token} id={token} onClose={close} />;
    return (
      <SidePanel title={t('tokens.add')} onClose={close}>
        <NewToken onMade={(id) => setSearch({ token: id })} />
      </SidePanel>
    );
  };
  return (
    <>
      <h1>{t('tokens.title')}</h1>
      <FilterBar text={q} onText={(text) => setSearch({ q: text })} total={total}>
        <Button kind="main" onPress={() => setSearch({ token: 'new' })}>
          <Icon name="plus" size={16} />
          {t('tokens.add')}
        </Button>
      </FilterBar>
      <WithPanel panel={panel()}>{list()}</WithPanel>
    </>
  );
}
