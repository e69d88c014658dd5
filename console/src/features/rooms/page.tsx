import { useQuery } from '@tanstack/react-query';
import { loadLateTexts } from '../../i18n/load.js';
import { MoreTexts, useLanguage, useT } from '../../i18n/t.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { textOf, type Values } from '../../ui/records/field.js';
import { RecordList } from '../../ui/records/record-list.js';
import { Tabs } from '../../ui/tabs.js';
import { Waiting } from '../../ui/waiting.js';
import { Day } from './day.js';
import { Ends } from './ends.js';
import { RoomCalendar } from './room-calendar.js';
import { facilities, reservations, services, spaces } from './resources.js';
import { roomsPage } from './route.js';
import './rooms.css';

const tabs = ['day', 'reservations', 'spaces', 'facilities', 'services'] as const;

function Rooms() {
  const t = useT();
  const [{ tab = 'day', date, q, sort, chosen }, setSearch] = usePageSearch(roomsPage);
  const listed = { search: { q, sort, chosen }, onSearch: setSearch, isPart: true };
  const state = {
    key: 'status',
    title: t('rooms.f-status'),
    width: 110,
    cell: ({ status }: Values) => t.loose(`rooms.status-${textOf(status)}`, ''),
  };
  const use = { ...state, cell: ({ status }: Values) => t.loose(`rooms.room-${textOf(status)}`, '') };
  const contents = {
    day: () => (
      <Day
        date={date}
        onDate={(day) => setSearch({ date: day })}
        onOpen={(id) => setSearch({ tab: 'reservations', chosen: id })}
      />
    ),
    reservations: () => (
      <RecordList
        resource={reservations}
        {...listed}
        columns={[state]}
        query={sort === undefined ? { sort: '-startTime' } : {}}
        above={(row) => <Ends row={row} />}
      />
    ),
    spaces: () => (
      <RecordList resource={spaces} {...listed} columns={[use]} below={(row) => <RoomCalendar row={row} />} />
    ),
    facilities: () => <RecordList resource={facilities} {...listed} />,
    services: () => <RecordList resource={services} {...listed} />,
  } as const;
  return (
    <Tabs
      label={t('rooms.title')}
      tabs={tabs.map((id) => ({ id, name: t(`rooms.${id}`), content: contents[id] }))}
      chosen={tab}
      onChoose={(id) =>
        setSearch({ tab: id === 'day' ? undefined : id, chosen: undefined, q: undefined, sort: undefined })
      }
    />
  );
}

/** Rooms, and who has reserved them. Its texts come with it. */
export default function RoomsPage() {
  const t = useT();
  const language = useLanguage();
  const texts = useQuery({
    queryKey: ['late-texts', language],
    queryFn: () => loadLateTexts(language),
    staleTime: Infinity,
  });
  return (
    <>
      <h1>{t('rooms.title')}</h1>
      {texts.data ? (
        <MoreTexts texts={texts.data}>
          <Rooms />
        </MoreTexts>
      ) : (
        <Waiting asked={texts} />
      )}
    </>
  );
}
