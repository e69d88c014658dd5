import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { RecordList } from '../../ui/records/record-list.js';
import { Tabs } from '../../ui/tabs.js';
import { Areas } from './areas.js';
import { Applications } from './applications.js';
import { Days } from './days.js';
import { leaveTypes, shifts } from './resources.js';
import { attendancePage } from './route.js';
import './attendance.css';

const tabs = ['days', 'applications', 'shifts', 'leaveTypes', 'areas'] as const;

export default function AttendancePage() {
  const t = useT();
  const may = useMay();
  const [{ tab = 'days', chosen }, setSearch] = usePageSearch(attendancePage);
  const listed = { search: { chosen }, onSearch: setSearch, isPart: true };
  const contents = {
    days: () => <Days />,
    applications: () => <Applications />,
    shifts: () => <RecordList resource={shifts} {...listed} />,
    leaveTypes: () => <RecordList resource={leaveTypes} {...listed} />,
    areas: () => <Areas />,
  } as const;
  return (
    <>
      <h1>{t('attendance.title')}</h1>
      <Tabs
        label={t('attendance.title')}
        tabs={tabs
          .filter((id) => id !== 'areas' || may('area.read'))
          .map((id) => ({ id, name: t(`attendance.${id}`), content: contents[id] }))}
        chosen={tab}
        onChoose={(id) => setSearch({ tab: id === 'days' ? undefined : id, chosen: undefined, month: undefined })}
      />
    </>
  );
}
