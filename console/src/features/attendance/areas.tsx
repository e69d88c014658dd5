import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { ListPage } from '../../ui/list-page.js';
import { Members } from '../../ui/members.js';
import { usePageSearch, type ListSearch } from '../../ui/page-hooks.js';
import { SidePanel } from '../../ui/side-panel.js';
import { attendancePage } from './route.js';

/** Who may punch where: the terminals of an area know its people. */
export function Areas() {
  const t = useT();
  const may = useMay();
  const [{ chosen }, setSearch] = usePageSearch(attendancePage);
  const onSearch = (change: ListSearch) => setSearch({ chosen: change.chosen });
  return (
    <ListPage
      title={t('attendance.areas')}
      isPart
      icon="map"
      none={t('attendance.areas-none')}
      list={useList('areas', 'GET /areas', {})}
      columns={[
        { key: 'name', title: t('attendance.f-name'), width: 260, cell: ({ name }) => <bdi>{name}</bdi> },
        { key: 'code', title: t('attendance.f-code'), width: 140, cell: ({ code }) => <bdi>{code}</bdi> },
      ]}
      keyOf={({ code }) => code}
      search={{ chosen }}
      onSearch={onSearch}
      hasText={false}
      panel={(code, area) => (
        <SidePanel title={<bdi>{area?.name ?? code}</bdi>} onClose={() => onSearch({})}>
          <p className="muted">{t('attendance.areasHint')}</p>
          <Members
            topic="attendance"
            list="GET /attendance/areas/{code}/persons"
            path={{ code }}
            address={`/attendance/areas/${encodeURIComponent(code)}/persons`}
            mayChange={may('attendance')}
          />
        </SidePanel>
      )}
    />
  );
}
