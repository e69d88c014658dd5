import { languageNames } from '../../i18n/locale.js';
import { useT } from '../../i18n/t.js';
import { ComboBox, Select, TextField } from '../../ui/fields.js';
import { textIn } from '../../ui/form.js';
import { Group } from './group.js';
import type { Settings } from './queries.js';

const locales: readonly Settings['locale'][] = ['en', 'es', 'pt', 'fr', 'zh'];
const zones = Intl.supportedValuesOf('timeZone');

/** Name, zone and language of the site. What the environment of the gateway fixes is shown, and says so. */
export function SiteSettings({ settings }: { readonly settings: Settings }) {
  const t = useT();
  const { siteName, siteTimeZone, locale, fixed } = settings;
  const isFixed = (name: (typeof fixed)[number]) => fixed.includes(name);
  const hintOf = (name: (typeof fixed)[number], hint: string) => (isFixed(name) ? t('settings.fixed') : hint);
  const known = zones.includes(siteTimeZone) ? zones : [siteTimeZone, ...zones];
  const read = (values: FormData) => {
    const zone = textIn(values, 'siteTimeZone');
    const language = textIn(values, 'locale') as Settings['locale'] | '';
    return {
      siteName: textIn(values, 'siteName'),
      ...(isFixed('siteTimeZone') || zone === '' ? {} : { siteTimeZone: zone }),
      ...(isFixed('locale') || language === '' ? {} : { locale: language }),
    };
  };
  return (
    <Group title={t('settings.site')} read={read}>
      <TextField
        name="siteName"
        label={t('settings.siteName')}
        hint={t('settings.siteNameHint')}
        defaultValue={siteName}
        maxLength={100}
      />
      {isFixed('siteTimeZone') ? (
        <TextField label={t('settings.zone')} hint={t('settings.fixed')} value={siteTimeZone} isReadOnly />
      ) : (
        <ComboBox
          name="siteTimeZone"
          label={t('settings.zone')}
          hint={t('settings.zoneHint')}
          options={known.map((id) => ({ id, name: id }))}
          defaultValue={siteTimeZone}
        />
      )}
      <Select
        name="locale"
        label={t('settings.locale')}
        hint={hintOf('locale', t('settings.localeHint'))}
        options={locales.map((id) => ({ id, name: languageNames[id] }))}
        defaultValue={locale}
        isDisabled={isFixed('locale')}
      />
    </Group>
  );
}
