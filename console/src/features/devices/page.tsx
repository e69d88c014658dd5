import { useList } from '../../api/list.js';
import { useT } from '../../i18n/t.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Grid } from '../../ui/grid.js';
import { PageLink, usePageSearch } from '../../ui/page-hooks.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { stateOf, useColumns, type Device } from './columns.js';
import { deviceStates } from './device-states.js';
import { devicesPage } from './route.js';
import './devices.css';

function DevicePanel({ device }: { readonly device: Device }) {
  const t = useT();
  return (
    <>
      <dl className="facts">
        <dt>{t('devices.status')}</dt>
        <dd>{stateOf(t, device)}</dd>
        <dt>{t('devices.sn')}</dt>
        <dd>
          <bdi>{device.sn}</bdi>
        </dd>
        <dt>{t('devices.type')}</dt>
        <dd>
          <bdi>{device.type}</bdi>
        </dd>
        <dt>{t('devices.address')}</dt>
        <dd>
          <bdi>{device.address}</bdi>
        </dd>
        <dt>{t('devices.seen')}</dt>
        <dd>{device.lastSeenAt && <Time at={device.lastSeenAt} isWhole />}</dd>
      </dl>
      <PageLink to={`/devices/${encodeURIComponent(device.sn)}`} className="button main">
        {t(device.status === 'pending' ? 'devices.approve' : 'devices.open')}
      </PageLink>
    </>
  );
}

export default function DevicesPage() {
  const t = useT();
  const [search, setSearch] = usePageSearch(devicesPage);
  const { q, sort, status, sn } = search;
  const query = { q, sort, status, count: 'true' } as const;
  const { rows, total, error, isLoading, hasMore, more, retry } = useList('devices', 'GET /devices', query as never);
  const columns = useColumns();
  const chosen = rows.find((device) => device.sn === sn);

  const list = () => {
    if (isLoading) return <Loading />;
    if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
    if (rows.length === 0) {
      const isFiltered = q !== undefined || status !== undefined;
      return <Empty icon="device" text={t(isFiltered ? 'ui.nothingFound' : 'devices.none')} />;
    }
    return (
      <Grid
        label={t('devices.title')}
        columns={columns}
        rows={rows}
        keyOf={(device) => device.sn}
        total={total}
        sort={sort}
        onSort={(next) => setSearch({ sort: next })}
        chosen={sn}
        onOpen={(device) => setSearch({ sn: device.sn })}
        hasMore={hasMore}
        onMore={more}
      />
    );
  };

  const panel = chosen && (
    <SidePanel key={chosen.sn} title={<bdi>{chosen.name}</bdi>} onClose={() => setSearch({ sn: undefined })}>
      <DevicePanel device={chosen} />
    </SidePanel>
  );
  const choices = deviceStates.map((id) => ({
    id,
    name: t.loose(`devices.status-${id}`, id),
    onAction: () => setSearch({ status: id }),
  }));
  const token = status && {
    id: status,
    text: t.loose(`devices.status-${status}`, status),
    onRemove: () => setSearch({ status: undefined }),
  };
  return (
    <>
      <h1>{t('devices.title')}</h1>
      <FilterBar
        text={q}
        onText={(text) => setSearch({ q: text })}
        tokens={token ? [token] : []}
        choices={[{ title: t('devices.status'), actions: choices }]}
        total={total}
      />
      <WithPanel panel={panel}>{list()}</WithPanel>
    </>
  );
}
