import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay, useSession } from '../../api/session.js';
import type { DeviceView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { attentionOf } from './attention.js';
import { Counters } from './counters.js';
import { LastEvents } from './last-events.js';
import { NeedsYou } from './needs-you.js';
import './home.css';

const pageSize = 1000;

async function allDevices(signal: AbortSignal): Promise<DeviceView[]> {
  const devices: DeviceView[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = { limit: pageSize, ...(cursor === '' ? {} : { cursor }) };
    const page: { items: DeviceView[]; nextCursor: string | null } = await call('GET /devices', { query, signal });
    devices.push(...page.items);
    cursor = page.nextCursor;
  }
  return devices;
}

/** Where the first device has to be pointed at. */
function ConnectFirst() {
  const t = useT();
  const may = useMay();
  const { hostname, port, protocol } = window.location;
  return (
    <Empty icon="device" text={t('home.connect')}>
      <dl className="facts">
        <dt>{t('home.serverAddress')}</dt>
        <dd>
          <bdi>{hostname}</bdi>
        </dd>
        <dt>{t('home.serverPort')}</dt>
        <dd>
          <bdi>{port || (protocol === 'https:' ? '443' : '80')}</bdi>
        </dd>
      </dl>
      <span className="row">
        {may('device') && (
          <PageLink to="/setup" className="button main">
            {t('home.setUp')}
          </PageLink>
        )}
        <PageLink to="/devices" className="button plain">
          {t('home.toDevices')}
        </PageLink>
      </span>
    </Empty>
  );
}

function useNumbers() {
  return useQuery({ queryKey: ['statistics'], queryFn: ({ signal }) => call('GET /statistics', { signal }) });
}

function Overview() {
  const { data, error, refetch } = useNumbers();
  if (error && !data) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <Counters numbers={data} />
      <LastEvents />
    </>
  );
}

/** For who sees to devices: what is wrong with them comes first. */
function OverviewOfDevices() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['devices', 'all'],
    queryFn: ({ signal }) => allDevices(signal),
  });
  if (error && !data) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.length === 0) return <ConnectFirst />;
  return (
    <>
      <NeedsYou entries={attentionOf(t, data)} />
      <Overview />
    </>
  );
}

function Content() {
  const t = useT();
  const may = useMay();
  if (!may('watch')) return <Empty text={t('home.chooseFromMenu')} />;
  return may('device.read') ? <OverviewOfDevices /> : <Overview />;
}

export default function HomePage() {
  const t = useT();
  const { site } = useSession();
  return (
    <div className="home">
      <h1>{site.name === '' ? t('home.title') : site.name}</h1>
      <Content />
    </div>
  );
}
