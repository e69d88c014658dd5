import type { Session } from '../api/session.js';
import type { PageDefinition } from '../ui/page.js';

/** A feature is found by its file, so that a new one changes no list. */
const files = import.meta.glob<Record<string, PageDefinition>>('../features/*/route.ts', { eager: true });

export const pages: readonly PageDefinition[] = Object.values(files)
  .flatMap((exported) => Object.values(exported))
  .sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0));

export const isAllowed = ({ permissions }: PageDefinition, session: Session): boolean =>
  permissions.length === 0 || permissions.some((one) => session.permissions.includes(one));

export const groups = ['watch', 'people', 'site', 'system'] as const;

/** The menu of an operator, without pages that are not theirs. */
export const menuOf = (session: Session): PageDefinition[] =>
  pages.filter((page) => page.menu !== null && isAllowed(page, session));
