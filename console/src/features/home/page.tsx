import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay, useSession } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Counters } from './counters.js';
import { EventHours } from './event-hours.js';
import { LastEvents } from './last-events.js';
import { NeedsYou } from './needs-you.js';
import './home.css';

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

function Happening() {
  return (
    <>
      <EventHours />
      <LastEvents />
    </>
  );
}

/** For who sees to devices, the first thing is that there is one. */
function WholeSite() {
  const may = useMay();
  const { data, error, refetch } = useNumbers();
  if (error && !data) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const isNew = may('device.read') && Object.keys(data.devices).length === 0;
  if (isNew) return <ConnectFirst />;
  return (
    <>
      <NeedsYou />
      <Counters numbers={data} />
      <Happening />
    </>
  );
}

/** The counters are of the whole site: who is bound to a part of it sees what happens there. */
function OwnPart() {
  return (
    <>
      <NeedsYou />
      <Happening />
    </>
  );
}

function Overview() {
  const { areaCodes, departmentCodes } = useSession().operator;
  return areaCodes === null && departmentCodes === null ? <WholeSite /> : <OwnPart />;
}

function Content() {
  const t = useT();
  const may = useMay();
  return may('watch') ? <Overview /> : <Empty text={t('home.chooseFromMenu')} />;
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
