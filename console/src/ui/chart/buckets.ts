import type { CountsView } from '../../api/types.js';
import type { Formats } from '../../i18n/format.js';
import type { Translate } from '../../i18n/t.js';
import type { Bucket, ChartLink, Series, Tone } from './series.js';

/** `2026-05-04T08:00:00+02:00` is an hour, `2026-05-04` a day. */
const dayIn = (start: string) => start.slice(0, 10);
const hourIn = (start: string) => start.slice(11, 16);

const most = 6;

/** Hours of several days are told by their days; what is between has no room. */
function tickOf(starts: readonly string[], at: number, { day }: Formats): string | undefined {
  const start = starts[at] ?? '';
  const isHour = start.length > 10;
  const manyDays = starts.length > 25;
  if (isHour && manyDays) return hourIn(start) === '00:00' ? day(dayIn(start)) : undefined;
  const every = Math.ceil(starts.length / most);
  if (at % every !== 0) return undefined;
  return isHour ? hourIn(start) : day(dayIn(start));
}

/** The hours and minutes of a row, as the list of events takes them. */
function timesOf(start: string): { from: string; to: string } {
  const day = dayIn(start);
  return start.length > 10
    ? { from: `${day} ${hourIn(start)}:00`, to: `${day} ${start.slice(11, 13)}:59:59` }
    : { from: day, to: `${day} 23:59:59` };
}

const nameOfStart = (start: string, { day }: Formats): string =>
  start.length > 10 ? `${day(dayIn(start))}, ${hourIn(start)}` : day(dayIn(start));

/** The rows of an answer as buckets of a chart. */
export function bucketsOf(
  rows: CountsView['rows'],
  formats: Formats,
  linkOf: (times: { from: string; to: string }) => ChartLink | undefined,
): Bucket[] {
  const starts = rows.map(([start]) => String(start));
  return rows.map(([, ...values], at) => {
    const start = starts[at] ?? '';
    const link = linkOf(timesOf(start));
    return {
      id: start,
      name: nameOfStart(start, formats),
      tick: tickOf(starts, at, formats),
      values: values.map(Number),
      ...(link ? { link } : {}),
    };
  });
}

/** From the first row to the last, for what is about all of it. */
export function wholeOf(rows: CountsView['rows']): { from: string; to: string } {
  const [first, last] = [rows[0]?.[0], rows.at(-1)?.[0]].map((start) => timesOf(String(start ?? '')));
  return { from: first?.from ?? '', to: last?.to ?? '' };
}

/** Outcomes as series: what is usual stands below. */
export const outcomeSeries = (
  t: Translate,
  keys: CountsView['keys'],
  linkOf: (outcome: string) => ChartLink,
): Series[] =>
  keys.map(({ key }) => ({
    id: String(key),
    name: t.loose(`ui.outcome-${String(key)}`, String(key)),
    tone: key as Tone,
    link: linkOf(String(key)),
  }));
