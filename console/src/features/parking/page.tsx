import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMay } from '../../api/session.js';
import { loadLateTexts } from '../../i18n/load.js';
import { MoreTexts, useLanguage, useT } from '../../i18n/t.js';
import { usePageSearch, type ListSearch } from '../../ui/page-hooks.js';
import { RecordList } from '../../ui/records/record-list.js';
import { Tabs } from '../../ui/tabs.js';
import { Waiting } from '../../ui/waiting.js';
import { OpenBarrier } from './open-barrier.js';
import { Passages } from './records.js';
import { areas, carTypes, channels, discounts, entrances, plates, spaces, vehicles } from './resources.js';
import { parkingPage } from './route.js';
import { SeenPlates } from './seen.js';
import './parking.css';

interface Listed {
  readonly search: ListSearch;
  readonly onSearch: (change: ListSearch) => void;
  readonly isPart: true;
}

const tabs = [
  { id: 'records', permission: 'watch', content: () => <Passages /> },
  { id: 'seen', permission: 'watch', content: () => <SeenPlates /> },
  {
    id: 'plates',
    permission: 'person.read',
    content: (listed: Listed) => <RecordList resource={plates} {...listed} />,
  },
  {
    id: 'vehicles',
    permission: 'person.read',
    content: (listed: Listed) => <RecordList resource={vehicles} {...listed} />,
  },
  {
    id: 'channels',
    permission: 'device.read',
    content: (listed: Listed): ReactNode => (
      <RecordList resource={channels} above={(channel) => <OpenBarrier channel={channel} />} {...listed} />
    ),
  },
  ...(
    [
      ['entrances', entrances],
      ['areas', areas],
      ['spaces', spaces],
      ['carTypes', carTypes],
      ['discounts', discounts],
    ] as const
  ).map(
    ([id, resource]) =>
      ({
        id,
        permission: 'device.read',
        content: (listed: Listed): ReactNode => <RecordList resource={resource} {...listed} />,
      }) as const,
  ),
] as const;

function Lists() {
  const t = useT();
  const may = useMay();
  const [{ tab, q, sort, chosen }, setSearch] = usePageSearch(parkingPage);
  const listed: Listed = { search: { q, sort, chosen }, onSearch: setSearch, isPart: true };
  const shown = tabs.filter(({ permission }) => may(permission));
  const first = shown[0]?.id ?? 'records';
  return (
    <Tabs
      label={t('parking.title')}
      tabs={shown.map(({ id, content }) => ({
        id,
        name: id === 'records' ? t('parking.records') : t(`parkingSite.${id}`),
        content: () => content(listed),
      }))}
      chosen={shown.find(({ id }) => id === tab)?.id ?? first}
      onChoose={(id) =>
        setSearch({ tab: id === first ? undefined : id, chosen: undefined, q: undefined, sort: undefined })
      }
    />
  );
}

/** Its texts are many, and come with it. */
export default function ParkingPage() {
  const t = useT();
  const language = useLanguage();
  const texts = useQuery({
    queryKey: ['late-texts', language],
    queryFn: () => loadLateTexts(language),
    staleTime: Infinity,
  });
  return (
    <>
      <h1>{t('parking.title')}</h1>
      {texts.data ? (
        <MoreTexts texts={texts.data}>
          <Lists />
        </MoreTexts>
      ) : (
        <Waiting asked={texts} />
      )}
    </>
  );
}
