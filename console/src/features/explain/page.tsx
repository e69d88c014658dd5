import { useT } from '../../i18n/t.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { Tabs } from '../../ui/tabs.js';
import { AccessMode } from './access-mode.js';
import { DoorMode } from './door-mode.js';
import { EventMode } from './event-mode.js';
import { PersonMode } from './person-mode.js';
import { explainPage } from './route.js';
import './explain-page.css';

/** Why somebody may pass, or not: of an event, of a person at a door, of a door, of a person. */
export default function ExplainPage() {
  const t = useT();
  const [search, setSearch] = usePageSearch(explainPage);
  const props = { search, onChange: setSearch };
  return (
    <>
      <h1>{t('explain.title')}</h1>
      <Tabs
        label={t('explain.modes')}
        chosen={search.mode ?? 'event'}
        onChoose={(mode) => setSearch({ mode })}
        tabs={[
          { id: 'event', name: t('explain.mode-event'), content: () => <EventMode {...props} /> },
          { id: 'access', name: t('explain.mode-access'), content: () => <AccessMode {...props} /> },
          { id: 'door', name: t('explain.mode-door'), content: () => <DoorMode {...props} /> },
          { id: 'person', name: t('explain.mode-person'), content: () => <PersonMode {...props} /> },
        ]}
      />
    </>
  );
}
