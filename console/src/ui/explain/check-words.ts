import type { CheckView } from '../../api/types.js';
import type { Translate } from '../../i18n/t.js';

type Params = Readonly<Record<string, unknown>>;

interface Named {
  readonly id: string | number;
  readonly name: string;
}

interface Hours extends Named {
  readonly periods: readonly (readonly [string, string])[];
}

/** A text of the site within a sentence, whichever way either is written. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

const textOf = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const listIn = (params: Params, name: string): readonly unknown[] => (Array.isArray(params[name]) ? params[name] : []);

const nothing = '—';
const joined = (texts: readonly string[]): string => (texts.length === 0 ? nothing : texts.map(isolated).join(', '));

function hoursOf(t: Translate, params: Params): string {
  const open = ({ name, periods }: Hours) => {
    const times = periods.map(([from, to]) => `${from}–${to}`).join(', ');
    return `${isolated(name)} (${times === '' ? t('explain.closed') : isolated(times)})`;
  };
  const all = (listIn(params, 'timeZones') as readonly Hours[]).map(open);
  return all.length === 0 ? nothing : all.join(', ');
}

/** What every sentence about a check is made of; each takes what it needs. */
function valuesOf(t: Translate, { params }: CheckView): Record<string, string> {
  const day = textOf(params, 'day');
  return {
    name: isolated(textOf(params, 'name') || textOf(params, 'pin') || nothing),
    pin: isolated(textOf(params, 'pin')),
    device: isolated(textOf(params, 'deviceName') || textOf(params, 'sn')),
    card: textOf(params, 'cardNo'),
    by: isolated(textOf(params, 'by') || nothing),
    from: isolated(textOf(params, 'from')),
    to: isolated(textOf(params, 'to')),
    left: isolated(textOf(params, 'leaveDate')),
    levels: joined((listIn(params, 'levels') as readonly Named[]).map(({ name }) => name)),
    hours: hoursOf(t, params),
    clock: textOf(params, 'clock').slice(11, 16),
    day: t.loose(`hours.day-${day}`, day),
  };
}

/** What one check has found, as a sentence. */
export const sentenceOfCheck = (t: Translate, check: CheckView): string =>
  t.loose(`explain.${check.check}-${check.code}`, check.code, valuesOf(t, check));

/** The check that decides: a holiday says more than the hours that it closes. */
export function decisiveOf(checks: readonly CheckView[]): CheckView | undefined {
  const refusing = checks.filter(({ ok }) => ok === false);
  return refusing.find(({ code }) => code === 'closedByHoliday') ?? refusing[0] ?? checks.find(({ ok }) => ok === null);
}

/** The page that shows what a check is about, and what it needs to be read. */
export function pageOfCheck({ check, link }: CheckView) {
  const id = decodeURIComponent(link?.split('/').at(-1) ?? '');
  if (link === null) return null;
  if (check === 'door') return { to: '/doors', search: { door: id }, permission: 'watch' } as const;
  if (link.startsWith('/hours/')) return { to: '/hours', search: { hours: id }, permission: 'hours.read' } as const;
  if (check === 'holiday') return { to: '/holidays', search: {}, permission: 'hours.read' } as const;
  if (link.startsWith('/people/')) return { to: link, search: {}, permission: 'person.read' } as const;
  return null;
}
