import { useQueryClient } from '@tanstack/react-query';
import { addressOf, call, type ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { PageLink, usePageSearch } from '../../ui/page-hooks.js';
import { Removal } from '../../ui/removal.js';
import { SidePanel } from '../../ui/side-panel.js';
import { parkingPage } from './route.js';

type Passage = ItemOf<'GET /parking/records'>;

const directions = ['in', 'out'] as const;

const columnsOf = (t: Translate): Column<Passage>[] => [
  { key: 'time', title: t('parking.time'), width: 150, cell: ({ time }) => <bdi>{time}</bdi> },
  { key: 'plate', title: t('parking.f-plate'), width: 120, cell: ({ carNumber }) => <bdi>{carNumber}</bdi> },
  { key: 'direction', title: t('parking.direction'), width: 80, cell: ({ direction }) => t(`parking.${direction}`) },
  {
    key: 'person',
    title: t('parking.person'),
    width: 150,
    isHiddenOnPhone: true,
    cell: ({ name }) => <bdi>{name}</bdi>,
  },
  {
    key: 'channel',
    title: t('parking.channel'),
    width: 150,
    isHiddenOnPhone: true,
    cell: ({ channelName }) => <bdi>{channelName}</bdi>,
  },
];

function Panel({ passage, onClose }: { readonly passage: Passage; readonly onClose: () => void }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const { id, carNumber, time, direction, list, pin, name, areaName, channelName, eventName, hasPicture } = passage;
  const facts: readonly (readonly [string, string])[] = [
    [t('parking.time'), time],
    [t('parking.direction'), t(`parking.${direction}`)],
    [t('parking.f-list'), list === null ? '' : t(`parking.list-${list}`)],
    [t('parking.f-area'), areaName],
    [t('parking.channel'), channelName],
    [t('parking.event'), eventName],
  ];
  return (
    <SidePanel title={<bdi>{carNumber}</bdi>} onClose={onClose}>
      {hasPicture && (
        <img className="parking-picture" src={addressOf(`/parking/records/${id}/picture`)} alt={t('parking.picture')} />
      )}
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
          <bdi>{name === '' ? pin : name}</bdi>
        </PageLink>
      )}
      {may('device') && (
        <Removal
          act={t('records.deleteAct', { name: carNumber })}
          text={t('records.deleteText')}
          remove={() => call('DELETE /parking/records/{id}', { path: { id } })}
          onGone={() => {
            onClose();
            void client.invalidateQueries();
          }}
        />
      )}
    </SidePanel>
  );
}

/** Which car came and went, when and where. */
export function Passages() {
  const t = useT();
  const [{ q, direction, chosen }, setSearch] = usePageSearch(parkingPage);
  const close = () => setSearch({ chosen: undefined });
  return (
    <ListPage
      title={t('parking.records')}
      isPart
      icon="car"
      none={t('parking.records-none')}
      list={useList('events', 'GET /parking/records', defined({ plate: q, direction }))}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={{ q, chosen }}
      onSearch={setSearch}
      tokens={
        direction
          ? [{ id: direction, text: t(`parking.${direction}`), onRemove: () => setSearch({ direction: undefined }) }]
          : []
      }
      choices={[
        {
          title: t('parking.direction'),
          actions: directions.map((id) => ({
            id,
            name: t(`parking.${id}`),
            isChosen: id === direction,
            onAction: () => setSearch({ direction: id }),
          })),
        },
      ]}
      panel={(id, passage) => passage && <Panel key={id} passage={passage} onClose={close} />}
    />
  );
}
