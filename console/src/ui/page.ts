import type { ComponentType } from 'react';
import type { Permission } from '../api/session.js';
import type { TextKey } from '../i18n/keys.js';
import type { IconName } from './icon.js';

/** What the query of an address says, after `search` of the page has read it. */
export type SearchValues = Readonly<Record<string, unknown>>;

interface MenuEntry {
  readonly group: 'watch' | 'people' | 'site' | 'system';
  /** Smaller stands higher within its group. */
  readonly order: number;
  readonly icon: IconName;
  /** Pressed after `g`. */
  readonly key?: string;
  /** In the bar at the bottom of phones, too. */
  readonly isOnPhone?: boolean;
}

/** A page of the console: `features/<name>/route.ts` exports one or several. */
export interface PageDefinition<Search extends SearchValues = SearchValues> {
  /** `/doors`, `/people/$pin` */
  readonly path: string;
  readonly title: TextKey;
  /** Who may see it: one of these is enough; none = everybody who is signed in. */
  readonly permissions: readonly Permission[];
  /** null = it is reached from other pages. */
  readonly menu: MenuEntry | null;
  /** Reads the query of the address; what it cannot mean is left out. */
  readonly search: (raw: SearchValues) => Search;
  readonly load: () => Promise<{ default: ComponentType }>;
}

export const definePage = <Search extends SearchValues>(page: PageDefinition<Search>): PageDefinition<Search> => page;

/** Readers for `search`: what is empty or of another form is undefined, and so not in the address. */
export const read = {
  text: (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined,
  flag: (value: unknown): true | undefined => (value === true || value === 'true' ? true : undefined),
  oneOf:
    <T extends string>(...allowed: readonly T[]) =>
    (value: unknown): T | undefined =>
      allowed.find((one) => one === value),
} as const;
