import { useInfiniteQuery } from '@tanstack/react-query';
import { call, type Answer } from '../../api/call.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { useEventName } from '../../ui/event-names.js';
import { Grid } from '../../ui/grid.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { useVerifyName } from '../../ui/verify-names.js';

type Entry = Answer<'GET /events'>['items'][number];
type Event = Exclude<Entry, { type: 'door.state' }>;

const isEvent = (entry: Entry): entry is Event => 'eventName' in entry;

const columnsOf = (
  t: Translate,
  eventName: (event: Event) => string,
  verifyName: (event: Event) => string,
): Column<Event>[] => [
  { key: 'time', title: t('person.time'), width: 170, cell: ({ happenedAt }) => <Time at={happenedAt} /> },
  {
    key: 'door',
    title: t('person.door'),
    width: 160,
    cell: ({ doorName, pointName, devName }) => <bdi>{doorName || pointName || devName}</bdi>,
  },
  {
    key: 'what',
    title: t('person.event'),
    width: 200,
    cell: (event) => (event.outcome === 'granted' ? eventName(event) : <strong>{eventName(event)}</strong>),
  },
  {
    key: 'by',
    title: t('person.by'),
    width: 140,
    isHiddenOnPhone: true,
    cell: (event) => <bdi>{verifyName(event) || event.cardNo}</bdi>,
  },
];

/** What the person did at doors, the newest first. */
export function Events({ pin }: { readonly pin: string }) {
  const t = useT();
  const eventName = useEventName();
  const verifyName = useVerifyName();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['events', 'person', pin],
    queryFn: ({ pageParam, signal }) => {
      const query = { order: 'newest', pin, limit: 100, ...(pageParam === null ? {} : { before: pageParam }) } as const;
      return call('GET /events', { query, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (isPending) return <Loading />;
  if (!data) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
  const rows = data.pages.flatMap(({ items }) => items).filter(isEvent);
  if (rows.length === 0) return <Empty icon="list" text={t('person.noEvent')} />;
  return (
    <Grid
      label={t('person.events')}
      columns={columnsOf(t, eventName, verifyName)}
      rows={rows}
      keyOf={({ id }) => id}
      hasMore={hasNextPage && !isFetchingNextPage}
      onMore={() => void fetchNextPage()}
    />
  );
}
