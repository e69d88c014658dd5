import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { localeOf } from '../../i18n/locale.js';
import { useLanguage, useT } from '../../i18n/t.js';
import { Checkbox, Select, TextField } from '../../ui/fields.js';
import { textIn } from '../../ui/form.js';
import { Group } from './group.js';
import type { Settings } from './queries.js';

const idRules: readonly Settings['nationalIdRule'][] = ['none', 'br', 'cl', 'cn', 'es', 'pl'];
const firstStates: readonly Settings['attendanceApplications'][] = ['approved', 'pending'];

function useVisitorLevels() {
  const { data } = useQuery({
    queryKey: ['levels', 'visitors'],
    queryFn: ({ signal }) => call('GET /visitor-levels', { query: { limit: 1000 }, signal }),
  });
  return data?.items ?? [];
}

/** What is usual for visitors, applications and temperatures. */
export function PeopleSettings({ settings }: { readonly settings: Settings }) {
  const t = useT();
  const levels = useVisitorLevels();
  const countries = new Intl.DisplayNames(localeOf[useLanguage()], { type: 'region' });
  const nameOfRule = (id: Settings['nationalIdRule']) =>
    id === 'none' ? t('settings.noIdRule') : (countries.of(id.toUpperCase()) ?? id);
  const { attendanceApplications, temperatureLimit, visitorLevelIds, nationalIdRule } = settings;
  const [chosen, setChosen] = useState<readonly string[]>(visitorLevelIds);
  const tick = (id: string, isTicked: boolean) =>
    setChosen([...chosen.filter((one) => one !== id), ...(isTicked ? [id] : [])]);
  const read = (values: FormData) => ({
    attendanceApplications: textIn(values, 'attendanceApplications') as Settings['attendanceApplications'],
    temperatureLimit: Number(textIn(values, 'temperatureLimit')),
    nationalIdRule: textIn(values, 'nationalIdRule') as Settings['nationalIdRule'],
    visitorLevelIds: [...chosen],
  });
  return (
    <Group title={t('settings.people')} read={read}>
      <fieldset className="settings-levels">
        <legend>{t('settings.visitorLevels')}</legend>
        <p className="hint">{t('settings.visitorLevelsHint')}</p>
        {levels.map(({ id, name }) => (
          <Checkbox key={id} isSelected={chosen.includes(id)} onChange={(isTicked) => tick(id, isTicked)}>
            <bdi>{name}</bdi>
          </Checkbox>
        ))}
        {levels.length === 0 && <p className="muted">{t('settings.noVisitorLevel')}</p>}
      </fieldset>
      <Select
        name="nationalIdRule"
        label={t('settings.idRule')}
        hint={t('settings.idRuleHint')}
        options={idRules.map((id) => ({ id, name: nameOfRule(id) }))}
        defaultValue={nationalIdRule}
      />
      <TextField
        name="temperatureLimit"
        type="number"
        label={t('settings.temperature')}
        hint={t('settings.temperatureHint')}
        defaultValue={String(temperatureLimit)}
        isRequired
      />
      <Select
        name="attendanceApplications"
        label={t('settings.applications')}
        hint={t('settings.applicationsHint')}
        options={firstStates.map((id) => ({ id, name: t(`settings.applications-${id}`) }))}
        defaultValue={attendanceApplications}
      />
    </Group>
  );
}
