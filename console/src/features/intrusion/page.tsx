import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { LateTexts } from '../../ui/late-texts.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { RecordList } from '../../ui/records/record-list.js';
import { Tabs } from '../../ui/tabs.js';
import { IntrusionEvents } from './events.js';
import { panels, partitions, points } from './resources.js';
import { intrusionPage } from './route.js';

const tabs = [
  { id: 'events', permission: 'watch' },
  { id: 'panels', permission: 'device.read' },
  { id: 'partitions', permission: 'device.read' },
  { id: 'points', permission: 'device.read' },
] as const;

function Contents() {
  const t = useT();
  const may = useMay();
  const [{ tab, q, sort, chosen }, setSearch] = usePageSearch(intrusionPage);
  const listed = { search: { q, sort, chosen }, onSearch: setSearch, isPart: true };
  const contents = {
    events: () => <IntrusionEvents />,
    panels: () => <RecordList resource={panels} {...listed} />,
    partitions: () => <RecordList resource={partitions} {...listed} />,
    points: () => <RecordList resource={points} {...listed} />,
  } as const;
  const shown = tabs.filter(({ permission }) => may(permission));
  const first = shown[0]?.id ?? 'events';
  return (
    <Tabs
      label={t('intrusion.title')}
      tabs={shown.map(({ id }) => ({ id, name: t(`intrusion.${id}`), content: contents[id] }))}
      chosen={shown.find(({ id }) => id === tab)?.id ?? first}
      onChoose={(id) =>
        setSearch({ tab: id === first ? undefined : id, chosen: undefined, q: undefined, sort: undefined })
      }
    />
  );
}

export default function IntrusionPage() {
  const t = useT();
  return (
    <>
      <h1>{t('intrusion.title')}</h1>
      <LateTexts>
        <Contents />
      </LateTexts>
    </>
  );
}
