import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Icon } from '../../ui/icon.js';
import { PageLink, usePageSearch, usePathValue } from '../../ui/page-hooks.js';
import { ErrorBlock, Loading } from '../../ui/states.js';
import { Tabs, type TabDefinition } from '../../ui/tabs.js';
import { Access } from './access.js';
import { Cards } from './cards.js';
import { Devices } from './devices.js';
import { Enrol } from './enrol.js';
import { Events } from './events.js';
import { Head } from './head.js';
import { History } from './history.js';
import { Profile } from './profile.js';
import { usePerson, type Person } from './queries.js';
import { personPage } from './route.js';
import { Templates } from './templates.js';
import './person.css';

type TabId = 'profile' | 'credentials' | 'access' | 'devices' | 'events' | 'history';

function Credentials({ person }: { readonly person: Person }) {
  const may = useMay();
  return (
    <div className="person-columns">
      <Cards person={person} />
      {may('biometrics') && (
        <div className="stack">
          <Templates pin={person.pin} />
          {may('device.read') && may('command.read') && <Enrol pin={person.pin} />}
        </div>
      )}
    </div>
  );
}

export default function PersonPage() {
  const t = useT();
  const may = useMay();
  const pin = usePathValue('pin');
  const [{ tab = 'profile' }, setSearch] = usePageSearch(personPage);
  const { data: person, error, refetch } = usePerson(pin);
  if (!person) return error ? <ErrorBlock error={error} onRetry={() => void refetch()} /> : <Loading />;

  const all: readonly (TabDefinition<TabId> & { readonly isMine: boolean })[] = [
    { id: 'profile', name: t('person.profile'), content: () => <Profile key={pin} person={person} />, isMine: true },
    {
      id: 'credentials',
      name: t('person.credentials'),
      content: () => <Credentials person={person} />,
      isMine: may('person.read'),
    },
    { id: 'access', name: t('person.access'), content: () => <Access pin={pin} />, isMine: true },
    { id: 'devices', name: t('person.devices'), content: () => <Devices pin={pin} />, isMine: may('person.read') },
    { id: 'events', name: t('person.events'), content: () => <Events pin={pin} />, isMine: may('watch') },
    { id: 'history', name: t('person.history'), content: () => <History pin={pin} />, isMine: may('audit') },
  ];
  const tabs = all.filter(({ isMine }) => isMine);
  return (
    <>
      <nav aria-label={t('person.path')}>
        <PageLink to="/people" className="person-back">
          <Icon name="people" size={16} />
          {t('person.toPeople')}
        </PageLink>
      </nav>
      <Head person={person} />
      <Tabs
        label={t('person.tabs')}
        tabs={tabs}
        chosen={tabs.some(({ id }) => id === tab) ? tab : 'profile'}
        onChoose={(id) => setSearch({ tab: id })}
      />
    </>
  );
}
