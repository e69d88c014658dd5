import { useFormats } from '../i18n/t.js';

/** A moment at the site: the time alone where it is today, and always the whole of it on hover. */
export function Time({ at, isWhole = false }: { readonly at: string | Date; readonly isWhole?: boolean }) {
  const formats = useFormats();
  const moment = new Date(at);
  const whole = formats.dateTime(moment);
  return (
    <time dateTime={moment.toISOString()} title={whole}>
      <bdi>{isWhole || !formats.isToday(moment) ? whole : formats.time(moment)}</bdi>
    </time>
  );
}
