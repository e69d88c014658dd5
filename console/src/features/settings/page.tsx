import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Waiting } from '../../ui/waiting.js';
import { Doctor } from './doctor.js';
import { PeopleSettings } from './people.js';
import { PrintingSettings } from './printing.js';
import { useSettings } from './queries.js';
import { RetentionSettings } from './retention.js';
import { SecuritySettings } from './security.js';
import { SiteSettings } from './site.js';
import { SoundSettings } from './sounds.js';
import './settings.css';

export default function SettingsPage() {
  const t = useT();
  const may = useMay();
  const asked = useSettings();
  const settings = asked.data;
  return (
    <>
      <div className="row">
        <h1 className="grow">{t('settings.title')}</h1>
        {may('device') && <PageLink to="/setup">{t('settings.setUpAgain')}</PageLink>}
      </div>
      <Waiting asked={asked} />
      {settings && (
        <div className="settings">
          <SiteSettings settings={settings} />
          <SecuritySettings settings={settings} />
          <PeopleSettings settings={settings} />
          <PrintingSettings settings={settings} />
          <RetentionSettings settings={settings} />
          <SoundSettings />
          <Doctor />
        </div>
      )}
    </>
  );
}
