import { useSiteClock } from './site-clock.js';

/** A time by the clock of the site; without its day where that is today. */
export function WallTime({ at }: { readonly at: string }) {
  const today = useSiteClock().slice(0, 10);
  const shown = at.startsWith(today) ? at.slice(11, 16) : at.slice(0, 16);
  return <bdi title={at}>{shown}</bdi>;
}
