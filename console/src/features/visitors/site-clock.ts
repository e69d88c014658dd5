import { useFormats } from '../../i18n/t.js';

/** The clock of the site as `2026-11-23 14:02`, the form in which visits have their times. */
export function useSiteClock(): string {
  const { dayOf, time } = useFormats();
  const now = new Date();
  return `${dayOf(now)} ${/\d\d:\d\d/.exec(time(now))?.[0] ?? '00:00'}`;
}

/** For a field of the kind `datetime-local`. */
export const toField = (clock: string): string => clock.slice(0, 16).replace(' ', 'T');

/** People go home at six; whoever comes later stays for the rest of the day. */
export function usualEnd(clock: string): string {
  const day = clock.slice(0, 10);
  return clock.slice(11) < '17:30' ? `${day}T18:00` : `${day}T23:59`;
}
