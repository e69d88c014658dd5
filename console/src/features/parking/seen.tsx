import { type ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { PageLink, usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel } from '../../ui/side-panel.js';
import { Time } from '../../ui/time.js';
import { parkingPage } from './route.js';

type Seen = ItemOf<'GET /parking/plates-seen'>;

const whyIn = (t: Translate, { reason }: Seen) => t.loose(`parkingSite.reason-${reason}`, reason);
const barrierIn = (t: Translate, { opened }: Seen) => t(opened ? 'parkingSite.opened' : 'parkingSite.shut');

const columnsOf = (t: Translate): Column<Seen>[] => [
  { key: 'at', title: t('parking.time'), width: 150, sort: 'at', cell: ({ at }) => <Time at={at} /> },
  {
    key: 'plate',
    title: t('parking.f-plate'),
    width: 120,
    sort: 'plate',
    cell: ({ carNumber }) => <bdi>{carNumber}</bdi>,
  },
  { key: 'opened', title: t('parkingSite.barrierWas'), width: 110, cell: (seen) => barrierIn(t, seen) },
  { key: 'reason', title: t('parkingSite.reason'), width: 200, sort: 'reason', cell: (seen) => whyIn(t, seen) },
  {
    key: 'channel',
    title: t('parking.channel'),
    width: 150,
    isHiddenOnPhone: true,
    cell: ({ channelName }) => <bdi>{channelName}</bdi>,
  },
];

function Panel({ seen, onClose }: { readonly seen: Seen; readonly onClose: () => void }) {
  const t = useT();
  const { carNumber, channelName, detail, pin } = seen;
  const facts: readonly (readonly [string, string])[] = [
    [t('parking.channel'), channelName],
    [t('parkingSite.barrierWas'), barrierIn(t, seen)],
    [t('parkingSite.reason'), whyIn(t, seen)],
    [t('parkingSite.detail'), detail],
  ];
  return (
    <SidePanel title={<bdi>{carNumber}</bdi>} onClose={onClose}>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([title, value]) => (
            <div key={title} className="parking-fact">
              <dt>{title}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
      {pin !== '' && (
        <PageLink to={`/people/${encodeURIComponent(pin)}`}>
          <bdi>{pin}</bdi>
        </PageLink>
      )}
    </SidePanel>
  );
}

/** Which plates were read, who was let through, and why the others were not. */
export function SeenPlates() {
  const t = useT();
  const [{ q, sort, chosen }, setSearch] = usePageSearch(parkingPage);
  return (
    <ListPage
      title={t('parkingSite.seen')}
      isPart
      icon="car"
      none={t('parkingSite.seen-none')}
      list={useList('events', 'GET /parking/plates-seen', defined({ q, sort, count: 'true' }))}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={{ q, sort, chosen }}
      onSearch={setSearch}
      hasText
      panel={(id, seen) => seen && <Panel key={id} seen={seen} onClose={() => setSearch({ chosen: undefined })} />}
    />
  );
}
