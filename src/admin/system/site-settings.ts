import type { EntityManager } from 'typeorm';
import { readSetting, writeSetting } from '../../platform/database/setting.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { fieldError } from '../../platform/errors.js';
import { siteSettings, type Site } from '../../platform/site.js';
import { isTimeZone } from '../../platform/time-zone-name.js';
import type { SettingsBody, SettingsView } from './setting.dto.js';

type SiteFields = 'siteName' | 'siteTimeZone' | 'locale';

/** Of `tx`, which this request may just have changed. */
export async function siteView(tx: EntityManager, { config }: Site): Promise<Pick<SettingsView, SiteFields | 'fixed'>> {
  const { fixed } = config;
  const siteTimeZone = fixed.includes('siteTimeZone') ? undefined : await readSetting<string>(tx, 'siteTimeZone');
  const locale = fixed.includes('locale') ? undefined : await readSetting<SettingsView['locale']>(tx, 'locale');
  return {
    siteName: (await readSetting<string>(tx, 'siteName')) ?? '',
    siteTimeZone: siteTimeZone ?? config.siteTimeZone,
    locale: locale ?? config.locale,
    fixed: [...fixed],
  };
}

/** @throws Failure conflict for what the environment fixes; invalid for a time zone that nobody knows */
export async function writeSite(
  tx: EntityManager,
  { config }: Site,
  body: Pick<SettingsBody, SiteFields>,
): Promise<void> {
  for (const name of siteSettings) {
    const value = body[name];
    if (value === undefined || !config.fixed.includes(name)) continue;
    if (value !== config[name]) throw fieldError(name, 'is fixed by the environment of the gateway', 'conflict');
  }
  const { siteName, siteTimeZone, locale } = body;
  if (siteTimeZone !== undefined && !isTimeZone(siteTimeZone)) {
    throw fieldError('siteTimeZone', 'must be an IANA time zone such as Europe/Madrid');
  }
  if (siteName !== undefined) await writeSetting(tx, 'siteName', siteName.trim());
  if (siteTimeZone !== undefined) await writeSetting(tx, 'siteTimeZone', siteTimeZone);
  if (locale !== undefined) await writeSetting(tx, 'locale', locale);
  notify(tx, 'setting');
}
