import { useMemo, useState } from 'react';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import type { AuditView } from '../../api/types.js';
import { useT, type Translate } from '../../i18n/t.js';
import { actorName } from '../../ui/actor-name.js';
import { sentenceFor, thingOf } from '../../ui/audit-sentence.js';
import type { Column } from '../../ui/column.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Grid } from '../../ui/grid.js';
import { LateTexts } from '../../ui/late-texts.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { acts } from './acts.js';
import { AuditPanel } from './audit-panel.js';
import { DaysDialog } from './days-dialog.js';
import { dayAfter, periods, sinceOf } from './periods.js';
import { auditPage } from './route.js';
import { VerifyChain } from './verify-chain.js';
import './audit.css';

const columnsOf = (t: Translate): Column<AuditView>[] => [
  { key: 'at', title: t('audit.at'), width: 130, cell: ({ at }) => <Time at={at} /> },
  { key: 'said', title: t('audit.what'), width: 420, cell: (row) => <bdi>{sentenceFor(t, row)}</bdi> },
  {
    key: 'address',
    title: t('audit.address'),
    width: 130,
    isHiddenOnPhone: true,
    cell: ({ address }) => <bdi>{address}</bdi>,
  },
];

function useFilters(rows: readonly AuditView[], onPickDays: () => void) {
  const t = useT();
  const [{ actor, object, action, period, from, to }, setSearch] = usePageSearch(auditPage);
  const tokens = [
    period && { id: 'period', text: t(`audit.period-${period}`), onRemove: () => setSearch({ period: undefined }) },
    from && { id: 'from', text: t('events.fromTime', { time: from }), onRemove: () => setSearch({ from: undefined }) },
    to && { id: 'to', text: t('events.toTime', { time: to }), onRemove: () => setSearch({ to: undefined }) },
    actor && { id: 'actor', text: actorName(actor), onRemove: () => setSearch({ actor: undefined }) },
    action && { id: 'action', text: t(`audit.act-${action}`), onRemove: () => setSearch({ action: undefined }) },
    object && { id: 'object', text: thingOf(t, object), onRemove: () => setSearch({ object: undefined }) },
  ].filter((token) => typeof token === 'object');
  const actors = [...new Set(rows.map((one) => one.actor))].slice(0, 12);
  const choices = [
    {
      title: t('audit.period'),
      actions: [
        ...periods.map((id) => ({
          id,
          name: t(`audit.period-${id}`),
          isChosen: id === period,
          onAction: () => setSearch({ period: id, from: undefined, to: undefined }),
        })),
        { id: 'days', name: t('events.pick-time'), onAction: onPickDays },
      ],
    },
    {
      title: t('audit.what'),
      actions: acts.map((id) => ({
        id,
        name: t(`audit.act-${id}`),
        isChosen: id === action,
        onAction: () => setSearch({ action: id }),
      })),
    },
    {
      title: t('audit.actor'),
      actions: actors.map((id) => ({ id, name: actorName(id), onAction: () => setSearch({ actor: id }) })),
    },
  ];
  return { tokens, choices: choices.filter(({ actions }) => actions.length > 0) };
}

function Content() {
  const t = useT();
  const [{ q, actor, object, action, period, row, ...days }, setSearch] = usePageSearch(auditPage);
  const [isPicking, setPicking] = useState(false);
  // Were it counted from now each time, every look would be another list.
  const since = useMemo(() => period && sinceOf(period), [period]);
  const from = since ?? days.from;
  const query = defined({ q, actor, object, action, from, to: days.to && dayAfter(days.to) });
  const { rows, error, isLoading, hasMore, more, retry } = useList('audit', 'GET /audit', query);
  const { tokens, choices } = useFilters(rows, () => setPicking(true));
  const chosen = rows.find(({ seq }) => String(seq) === row);
  const isFiltered = q !== undefined || tokens.length > 0;

  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) return <Empty icon="shield" text={t(isFiltered ? 'ui.nothingFound' : 'audit.none')} />;
    return (
      <Grid
        label={t('audit.title')}
        columns={columnsOf(t)}
        rows={rows}
        keyOf={({ seq }) => String(seq)}
        chosen={row}
        onOpen={({ seq }) => setSearch({ row: String(seq) })}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };
  const panel = chosen && (
    <SidePanel
      key={chosen.seq}
      title={<bdi>{sentenceFor(t, chosen)}</bdi>}
      onClose={() => setSearch({ row: undefined })}
    >
      <AuditPanel row={chosen} onObject={(about) => setSearch({ object: about, row: undefined })} />
    </SidePanel>
  );
  return (
    <>
      <h1>{t('audit.title')}</h1>
      <FilterBar text={q} onText={(text) => setSearch({ q: text })} tokens={tokens} choices={choices}>
        <VerifyChain />
        <ExportMenu table="audit" query={query} />
      </FilterBar>
      <WithPanel panel={panel}>{list()}</WithPanel>
      {isPicking && (
        <DaysDialog
          days={days}
          onChange={(picked) => setSearch({ ...picked, period: undefined })}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  );
}

export default function AuditPage() {
  return (
    <LateTexts>
      <Content />
    </LateTexts>
  );
}
