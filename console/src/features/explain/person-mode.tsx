import type { ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useT } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { Grid } from '../../ui/grid.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { AtField, PersonField } from './asking.js';
import { usePassageColumns } from './passages.js';
import type { ModeProps } from './route.js';

type Passed = ItemOf<'GET /explain/persons/{pin}/doors'>;

function Doors({ search, onChange, pin }: ModeProps & { readonly pin: string }) {
  const t = useT();
  const others = usePassageColumns();
  const { rows, error, isLoading, hasMore, more, retry } = useList(
    'sync',
    'GET /explain/persons/{pin}/doors',
    defined({ at: search.at }),
    { pin },
  );
  if (isLoading) return <Loading />;
  if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
  if (rows.length === 0) {
    return (
      <Empty icon="door" text={t('explain.opensNothing')}>
        <PageLink to={`/people/${encodeURIComponent(pin)}`} search={{ tab: 'access' }}>
          {t('person.levels')}
        </PageLink>
      </Empty>
    );
  }
  const columns: Column<Passed>[] = [
    { key: 'door', title: t('explain.door'), width: 220, cell: ({ name }) => <bdi>{name}</bdi> },
    ...others,
  ];
  return (
    <Grid
      label={t('explain.mode-person')}
      columns={columns}
      rows={rows}
      keyOf={({ doorId }) => doorId}
      onOpen={({ doorId }) => onChange({ mode: 'access', doorId, cardNo: undefined })}
      hasMore={hasMore}
      onMore={more}
    />
  );
}

/** Which doors a person may pass at a time. */
export function PersonMode(props: ModeProps) {
  const t = useT();
  const { pin } = props.search;
  return (
    <div className="explain-mode">
      <div className="explain-asked">
        <PersonField {...props} />
        <AtField {...props} />
      </div>
      {pin === undefined ? <Empty icon="person" text={t('explain.askPerson')} /> : <Doors {...props} pin={pin} />}
    </div>
  );
}
