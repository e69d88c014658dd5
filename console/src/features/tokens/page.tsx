import type { ItemOf } from '../../api/call.js';
import { useList } from '../../api/list.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { useListSearch } from '../../ui/page-hooks.js';
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
  const { search, onSearch, query } = useListSearch(tokensPage, 'token');
  return (
    <ListPage
      title={t('tokens.title')}
      icon="key"
      none={t('tokens.none')}
      list={useList('tokens', 'GET /api-tokens', query as never)}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={search}
      onSearch={onSearch}
      add={t('tokens.add')}
      newPanel={() => <NewToken onMade={(id) => onSearch({ chosen: id })} />}
      panel={(id) => <TokenPanel key={id} id={id} onClose={() => onSearch({ chosen: undefined })} />}
    />
  );
}
