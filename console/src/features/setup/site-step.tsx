import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type Answer } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { languageNames } from '../../i18n/locale.js';
import { useLanguage, useT } from '../../i18n/t.js';
import { ComboBox, Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { Waiting } from '../../ui/waiting.js';

/** Languages that events have names in. */
const languages = ['en', 'es', 'pt', 'fr', 'zh'] as const;
type Locale = (typeof languages)[number];

const zones = Intl.supportedValuesOf('timeZone').map((id) => ({ id, name: id }));
const zoneHere = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface FieldsProps {
  readonly settings: Answer<'GET /settings'>;
  readonly onDone: () => void;
}

/** A site without a name is new: it is where this browser is, and speaks its language. */
function Fields({ settings, onDone }: FieldsProps) {
  const t = useT();
  const client = useQueryClient();
  const spoken = useLanguage();
  const { siteName, siteTimeZone, locale, fixed } = settings;
  const isNew = siteName === '';
  const proposed = languages.find((one) => one === spoken) ?? locale;
  const isFixed = (name: string) => (fixed as readonly string[]).includes(name);
  const zone = isNew && !isFixed('siteTimeZone') ? zoneHere : siteTimeZone;
  const known = zones.some(({ id }) => id === zone) ? zones : [{ id: zone, name: zone }, ...zones];
  const hintOf = (name: string) => (isFixed(name) ? { hint: t('setup.fixed') } : {});

  const save = async (values: FormData) => {
    const language = textIn(values, 'locale') as Locale;
    const body = {
      siteName: textIn(values, 'siteName'),
      ...(isFixed('siteTimeZone') ? {} : { siteTimeZone: textIn(values, 'siteTimeZone') }),
      ...(isFixed('locale') ? {} : { locale: language }),
    };
    await call('PATCH /settings', { body });
    await client.invalidateQueries();
    onDone();
  };
  return (
    <Form onSubmit={save} submit={t('setup.saveNext')}>
      <TextField name="siteName" label={t('setup.siteName')} defaultValue={siteName} isRequired maxLength={100} />
      <ComboBox
        name="siteTimeZone"
        label={t('setup.timeZone')}
        options={known}
        defaultValue={zone}
        isDisabled={isFixed('siteTimeZone')}
        {...hintOf('siteTimeZone')}
      />
      <Select
        name="locale"
        label={t('setup.eventLanguage')}
        options={languages.map((id) => ({ id, name: languageNames[id] }))}
        defaultValue={isNew && !isFixed('locale') ? proposed : locale}
        isDisabled={isFixed('locale')}
        {...hintOf('locale')}
      />
    </Form>
  );
}

export function SiteStep({ onDone }: { readonly onDone: () => void }) {
  const t = useT();
  const may = useMay();
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => call('GET /settings', { signal }),
    enabled: may('setting'),
  });
  if (!may('setting')) return <p className="muted">{t('ui.noRight')}</p>;
  return (
    <>
      <Waiting asked={settings} />
      {settings.data && <Fields settings={settings.data} onDone={onDone} />}
    </>
  );
}
