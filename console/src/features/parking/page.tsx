import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { RecordList } from '../../ui/records/record-list.js';
import { Tabs } from '../../ui/tabs.js';
import { Passages } from './records.js';
import { areas, channels, plates } from './resources.js';
import { parkingPage } from './route.js';
import './parking.css';

const tabs = [
  { id: 'records', permission: 'watch' },
  { id: 'plates', permission: 'person.read' },
  { id: 'areas', permission: 'device.read' },
  { id: 'channels', permission: 'device.read' },
] as const;

export default function ParkingPage() {
  const t = useT();
  const may = useMay();
  const [{ tab, q, sort, chosen }, setSearch] = usePageSearch(parkingPage);
  const listed = { search: { q, sort, chosen }, onSearch: setSearch, isPart: true };
  const contents = {
    records: () => <Passages />,
    plates: () => <RecordList resource={plates} {...listed} />,
    areas: () => <RecordList resource={areas} {...listed} />,
    channels: () => <RecordList resource={channels} {...listed} />,
  } as const;
  const shown = tabs.filter(({ permission }) => may(permission));
  const first = shown[0]?.id ?? 'records';
  return (
    <>
      <h1>{t('parking.title')}</h1>
      <Tabs
        label={t('parking.title')}
        tabs={shown.map(({ id }) => ({ id, name: t(`parking.${id}`), content: contents[id] }))}
        chosen={shown.find(({ id }) => id === tab)?.id ?? first}
        onChoose={(id) =>
          setSearch({ tab: id === first ? undefined : id, chosen: undefined, q: undefined, sort: undefined })
        }
      />
    </>
  );
}
