import type { ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useT } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { Grid } from '../../ui/grid.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { AtField, DoorField } from './asking.js';
import { usePassageColumns } from './passages.js';
import type { ModeProps } from './route.js';

type Passing = ItemOf<'GET /explain/doors/{doorId}/persons'>;

function People({ search, onChange, doorId }: ModeProps & { readonly doorId: string }) {
  const t = useT();
  const others = usePassageColumns();
  const { rows, error, isLoading, hasMore, more, retry } = useList(
    'sync',
    'GET /explain/doors/{doorId}/persons',
    defined({ at: search.at }),
    { doorId },
  );
  if (isLoading) return <Loading />;
  if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
  if (rows.length === 0) {
    return (
      <Empty icon="people" text={t('explain.nobodyOpens')}>
        <PageLink to="/levels">{t('levels.title')}</PageLink>
      </Empty>
    );
  }
  const columns: Column<Passing>[] = [
    {
      key: 'person',
      title: t('explain.person'),
      width: 220,
      cell: ({ name, pin }) => (
        <>
          <bdi>{name}</bdi> <bdi className="muted small">{pin}</bdi>
        </>
      ),
    },
    ...others,
  ];
  return (
    <Grid
      label={t('explain.mode-door')}
      columns={columns}
      rows={rows}
      keyOf={({ pin }) => pin}
      onOpen={({ pin }) => onChange({ mode: 'access', pin, cardNo: undefined })}
      hasMore={hasMore}
      onMore={more}
    />
  );
}

/** Who may pass a door at a time. */
export function DoorMode(props: ModeProps) {
  const t = useT();
  const { doorId } = props.search;
  return (
    <div className="explain-mode">
      <div className="explain-asked">
        <DoorField {...props} />
        <AtField {...props} />
      </div>
      {doorId === undefined ? <Empty icon="door" text={t('explain.askDoor')} /> : <People {...props} doorId={doorId} />}
    </div>
  );
}
