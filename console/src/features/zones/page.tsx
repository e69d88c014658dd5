import type { ReactNode } from 'react';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Grid } from '../../ui/grid.js';
import { Icon } from '../../ui/icon.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { zonesPage } from './route.js';
import { ZoneForm, ZonePanel, type Zone } from './zone-panel.js';
import './zones.css';

const columnsOf = (t: Translate): Column<Zone>[] => [
  { key: 'name', title: t('zones.name'), width: 220, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
  { key: 'in', title: t('zones.in'), width: 120, isNumber: true, cell: ({ inReaderIds }) => inReaderIds.length },
  { key: 'out', title: t('zones.out'), width: 120, isNumber: true, cell: ({ outReaderIds }) => outReaderIds.length },
  { key: 'inside', title: t('zones.people'), width: 100, isNumber: true, cell: ({ inside }) => inside },
];

export default function ZonesPage(): ReactNode {
  const t = useT();
  const may = useMay();
  const [{ q, sort, zone }, setSearch] = usePageSearch(zonesPage);
  const query = { q, sort, count: 'true' } as const;
  const { rows, total, error, isLoading, hasMore, more, retry } = useList('zones', 'GET /zones', query as never);
  const chosen = rows.find(({ id }) => id === zone);
  const close = () => setSearch({ zone: undefined });
  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) return <Empty icon="shield" text={t(q === undefined ? 'zones.none' : 'ui.nothingFound')} />;
    return (
      <Grid
        label={t('zones.title')}
        columns={columnsOf(t)}
        rows={rows}
        keyOf={({ id }) => id}
        total={total}
        sort={sort}
        onSort={(next) => setSearch({ sort: next })}
        chosen={zone}
        onOpen={({ id }) => setSearch({ zone: id })}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };
  const panel = () => {
    if (zone === 'new') {
      return (
        <SidePanel key="new" title={t('zones.add')} onClose={close}>
          <ZoneForm onSaved={(id) => setSearch({ zone: id })} />
        </SidePanel>
      );
    }
    return (
      chosen && (
        <SidePanel key={chosen.id} title={<bdi>{chosen.name}</bdi>} onClose={close}>
          <ZonePanel zone={chosen} onGone={close} />
        </SidePanel>
      )
    );
  };
  return (
    <>
      <h1>{t('zones.title')}</h1>
      <FilterBar text={q} onText={(text) => setSearch({ q: text })} total={total}>
        {may('area') && (
          <Button kind="main" onPress={() => setSearch({ zone: 'new' })}>
            <Icon name="plus" size={16} />
            {t('zones.add')}
          </Button>
        )}
      </FilterBar>
      <WithPanel panel={panel()}>{list()}</WithPanel>
    </>
  );
}
