import type { ReactNode } from 'react';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { useListSearch } from '../../ui/page-hooks.js';
import { SidePanel } from '../../ui/side-panel.js';
import { zonesPage } from './route.js';
import { ZoneForm, ZonePanel, type Zone } from './zone-panel.js';

const columnsOf = (t: Translate): Column<Zone>[] => [
  { key: 'name', title: t('zones.name'), width: 220, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
  { key: 'in', title: t('zones.in'), width: 120, isNumber: true, cell: ({ inReaderIds }) => inReaderIds.length },
  { key: 'out', title: t('zones.out'), width: 120, isNumber: true, cell: ({ outReaderIds }) => outReaderIds.length },
  { key: 'inside', title: t('zones.people'), width: 100, isNumber: true, cell: ({ inside }) => inside },
];

export default function ZonesPage(): ReactNode {
  const t = useT();
  const may = useMay();
  const { search, onSearch, query } = useListSearch(zonesPage, 'zone');
  const close = () => onSearch({ chosen: undefined });
  return (
    <ListPage
      title={t('zones.title')}
      icon="shield"
      none={t('zones.none')}
      list={useList('zones', 'GET /zones', query as never)}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={search}
      onSearch={onSearch}
      add={may('area') ? t('zones.add') : undefined}
      newPanel={() => <ZoneForm onSaved={(id) => onSearch({ chosen: id })} />}
      panel={(id, zone) =>
        zone && (
          <SidePanel key={id} title={<bdi>{zone.name}</bdi>} onClose={close}>
            <ZonePanel zone={zone} onGone={close} />
          </SidePanel>
        )
      }
    />
  );
}
