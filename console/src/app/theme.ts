import type { Preferences } from '../api/session.js';

const key = 'postern.theme';

/** What was chosen at this browser last stands until the session is known, so that a dark room stays dark. */
export function showTheme(chosen: Preferences['theme']): void {
  if (chosen) localStorage.setItem(key, chosen);
  const theme = chosen ?? localStorage.getItem(key) ?? 'system';
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

export function showDensity(density: Preferences['density']): void {
  document.documentElement.dataset.density = density ?? 'compact';
}
