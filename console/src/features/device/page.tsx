import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { DeviceView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { PageLink, usePageSearch, usePathValue } from '../../ui/page-hooks.js';
import { ErrorBlock, Loading } from '../../ui/states.js';
import { Tabs } from '../../ui/tabs.js';
import { Time } from '../../ui/time.js';
import { ChangeTab } from './change-tab.js';
import { CommandsTab } from './commands-tab.js';
import { DoorsTab } from './doors-tab.js';
import { FirmwareTab } from './firmware-tab.js';
import { Overview } from './overview.js';
import { devicePage } from './route.js';
import { SettingsTab } from './settings-tab.js';
import { SyncTab } from './sync-tab.js';
import { WireTab } from './wire-tab.js';
import './device.css';

function State({ device: { status, online, lastSeenAt } }: { readonly device: DeviceView }) {
  const t = useT();
  if (status !== 'approved') return t.loose(`device.status-${status}`, status);
  return (
    <>
      {online ? t('device.online') : lastSeenAt ? t('device.offline') : t('ui.door-offline')}{' '}
      {lastSeenAt && <Time at={lastSeenAt} />}
    </>
  );
}

function DeviceTabs({ device }: { readonly device: DeviceView }) {
  const t = useT();
  const may = useMay();
  const [{ tab = 'overview' }, setSearch] = usePageSearch(devicePage);
  const differing = device.sync.desired - device.sync.acked;
  const tabs = [
    { id: 'overview', needs: true, content: () => <Overview device={device} /> },
    { id: 'sync', needs: true, content: () => <SyncTab device={device} /> },
    { id: 'doors', needs: may('watch'), content: () => <DoorsTab device={device} /> },
    { id: 'settings', needs: may('device'), content: () => <SettingsTab device={device} /> },
    { id: 'wire', needs: may('wire.read'), content: () => <WireTab sn={device.sn} /> },
    { id: 'commands', needs: may('command.read'), content: () => <CommandsTab sn={device.sn} /> },
    { id: 'firmware', needs: may('device'), content: () => <FirmwareTab device={device} /> },
    { id: 'change', needs: may('device'), content: () => <ChangeTab device={device} /> },
  ] as const;
  const name = (id: (typeof tabs)[number]['id']) =>
    id === 'sync' && differing > 0 ? `${t('device.tab-sync')} ${String(differing)}` : t(`device.tab-${id}`);
  return (
    <Tabs
      label={device.name}
      tabs={tabs.filter(({ needs }) => needs).map(({ id, content }) => ({ id, name: name(id), content }))}
      chosen={tab}
      onChoose={(next) => setSearch({ tab: next === 'overview' ? undefined : next })}
    />
  );
}

export default function DevicePage() {
  const t = useT();
  const sn = usePathValue('sn');
  const { data, error, refetch } = useQuery({
    queryKey: ['devices', 'one', sn],
    queryFn: ({ signal }) => call('GET /devices/{sn}', { path: { sn }, signal }),
  });
  return (
    <div className="device">
      <header className="device-head">
        <PageLink to="/devices">{t('device.all')}</PageLink>
        <h1>
          <bdi>{data?.name ?? sn}</bdi>
        </h1>
        {data && (
          <span className="muted">
            {data.type !== '' && (
              <>
                <bdi>{data.type}</bdi> ·{' '}
              </>
            )}
            <State device={data} />
          </span>
        )}
      </header>
      {error && !data && <ErrorBlock error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <DeviceTabs key={data.sn} device={data} />}
    </div>
  );
}
