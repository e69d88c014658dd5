import type { Config } from './config.js';
import type { DataSource } from 'typeorm';
import type { Notifications } from './database/notifications.js';
import { readSetting } from './database/setting.js';

/** What both the environment and an operator may set. The environment wins. */
export const siteSettings = ['siteTimeZone', 'locale'] as const;
export type SiteSetting = (typeof siteSettings)[number];

type SiteValues = Pick<Config, SiteSetting>;

/**
 * Time zone and language of the site. What the environment leaves open is a setting, and `config` always says what it is
 * now: it is read where it is used.
 */
export class Site {
  readonly config: Config;
  private values: SiteValues;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly given: Config,
    private readonly source: DataSource,
    hints: Notifications,
  ) {
    this.values = { siteTimeZone: given.siteTimeZone, locale: given.locale };
    const timeZone = () => this.values.siteTimeZone;
    const locale = () => this.values.locale;
    this.config = Object.freeze({
      ...given,
      get siteTimeZone() {
        return timeZone();
      },
      get locale() {
        return locale();
      },
    });
    // Without the database the next notification, or the next look, brings it.
    hints.on('setting', () => this.load().catch(() => undefined));
  }

  /** Called once the site has another time zone here. */
  onTimeZone(listener: () => void): void {
    this.listeners.push(listener);
  }

  async load(): Promise<void> {
    const before = this.values.siteTimeZone;
    this.values = { siteTimeZone: await this.read('siteTimeZone'), locale: await this.read('locale') };
    if (this.values.siteTimeZone !== before) for (const listener of this.listeners) listener();
  }

  private async read<S extends SiteSetting>(name: S): Promise<SiteValues[S]> {
    if (this.given.fixed.includes(name)) return this.given[name];
    return (await readSetting<SiteValues[S]>(this.source.manager, name)) ?? this.given[name];
  }
}
