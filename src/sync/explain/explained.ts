import type { Finding, FindingCode, PassageCheck, PassageVerdict } from '../../modules/identification/passage.js';
import { dayNameAt, isOpenAt } from '../../modules/timeZone/open-at.js';
import type { Held } from '../ledger/ledger-explain.repository.js';
import type { AskedDoor, AskedHolder, NamedHoliday, Via } from './explain.repository.js';

/** A check in the form in which it is told. */
export interface Told extends Finding {
  readonly params: Readonly<Record<string, unknown>>;
  /** The page of the console that shows what it is about; null = there is none. */
  readonly link: string | null;
}

/** A call of the admin API that mends a refusal. */
export interface Fix {
  readonly code: string;
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body: object | null;
}

export interface Explained {
  readonly verdict: PassageVerdict;
  readonly checks: readonly Told[];
  readonly held: Held;
  readonly fixes: readonly Fix[];
}

/** What the sentences about a passage are made of. */
export interface Story {
  readonly door: AskedDoor | null;
  readonly holder: AskedHolder | null;
  readonly cardNo: string;
  /** Whose card it is, where that may be told. */
  readonly cardPin: string | null;
  readonly clock: string;
  readonly holidays: readonly NamedHoliday[];
  readonly doorHours: { readonly id: number; readonly name: string } | null;
  /** Those of the person's levels that may be told. */
  readonly shown: readonly Via[];
  /** Levels that lead there and could be given. */
  readonly levels: readonly Via[];
}

const at = (page: string, id: string | number) => `/${page}/${encodeURIComponent(id)}`;

/** The holiday of a day, chosen as in open-at.ts. */
const holidayOn = ({ holidays, clock }: Story): NamedHoliday | undefined => {
  const today = clock.slice(0, 10);
  return (
    holidays.find(({ date }) => date === today) ??
    holidays.find(({ date, everyYear }) => everyYear && date.slice(5) === today.slice(5))
  );
};

type Details = Pick<Told, 'params' | 'link'>;

const details: Readonly<Record<PassageCheck, (story: Story) => Details>> = {
  door: ({ door }) => ({
    params: door ? { doorId: door.doorId, name: door.name, sn: door.sn, deviceName: door.deviceName } : {},
    link: door && at('doors', door.doorId),
  }),
  card: ({ cardNo, cardPin }) => ({
    params: cardNo === '' ? {} : { cardNo, ...(cardPin === null ? {} : { by: cardPin }) },
    link: cardPin === null ? null : at('people', cardPin),
  }),
  person: ({ holder }) => ({
    params: holder ? { pin: holder.pin, name: fullName(holder) } : {},
    link: holder && at('people', holder.pin),
  }),
  validity: ({ holder }) => ({
    params: holder ? { from: holder.validFrom, to: holder.validTo, leaveDate: holder.leaveDate } : {},
    link: holder && at('people', holder.pin),
  }),
  level: ({ holder, shown }) => ({
    params: { levels: namedLevels(shown) },
    link: holder && at('people', holder.pin),
  }),
  hours: ({ holder, clock, holidays }) => {
    const vias = holder?.vias ?? [];
    const day = dayNameAt(clock, holidays);
    const zones = new Map(vias.map((via) => [via.timeZoneId, via]));
    const timeZones = [...zones.values()].map(({ timeZoneId, timeZoneName, periods }) => ({
      id: timeZoneId,
      name: timeZoneName,
      periods: periods[day] ?? [],
    }));
    const [first] = timeZones;
    return { params: { clock, day, timeZones }, link: first ? at('hours', first.id) : null };
  },
  holiday: (story) => {
    const holiday = holidayOn(story);
    const { id, name, date, type } = holiday ?? {};
    return { params: holiday ? { id, name, date, type } : {}, link: holiday ? '/holidays' : null };
  },
  doorHours: ({ doorHours }) => ({
    params: doorHours ? { timeZoneId: doorHours.id, name: doorHours.name } : {},
    link: doorHours && at('hours', doorHours.id),
  }),
  rule: () => ({ params: {}, link: '/rules' }),
};

export const fullName = ({ name, lastName }: Pick<AskedHolder, 'name' | 'lastName'>): string =>
  [name, lastName].filter((part) => part !== '').join(' ');

const namedLevels = (vias: readonly Via[]) =>
  vias.flatMap(({ levelId, levelName }) => (levelId === null ? [] : [{ id: levelId, name: levelName }]));

export const told = (findings: readonly Finding[], story: Story): Told[] =>
  findings.map((finding) => ({ ...finding, ...details[finding.check](story) }));

const mostLevels = 5;

const ofPerson = (code: string, { holder }: Story, change: object): Fix[] =>
  holder ? [{ code, method: 'PATCH', path: at('persons', holder.pin), body: change }] : [];

const mends: Partial<Record<FindingCode, (story: Story) => Fix[]>> = {
  disabled: (story) => ofPerson('enable', story, { isDisabled: false }),
  expired: (story) => ofPerson('endLater', story, { accEndTime: null }),
  notYetValid: (story) => ofPerson('beginNow', story, { accStartTime: null }),
  left: ({ holder }) =>
    holder ? [{ code: 'reinstate', method: 'POST', path: `${at('persons', holder.pin)}/reinstate`, body: {} }] : [],
  lostCard: ({ cardNo }) => [{ code: 'cardFound', method: 'POST', path: `${at('cards', cardNo)}/found`, body: null }],
  noLevel: (story) => giveLevel(story),
  outsideTimeZone: (story) => giveLevel(story),
  doorLocked: ({ door }) =>
    door
      ? [
          {
            code: 'endLockDown',
            method: 'POST',
            path: '/doors/actions',
            body: { action: 'unlock', doorIds: [door.doorId] },
          },
        ]
      : [],
  doorDisabled: ({ door }) =>
    door ? [{ code: 'enableDoor', method: 'PATCH', path: at('doors', door.doorId), body: enabling(door) }] : [],
};

const enabling = ({ settings }: AskedDoor) => ({
  settings: settings.disabled === true ? { disabled: false } : { DoorDisable: 1 },
});

/** Levels of access control that lead there and are open then: the person has none of them. */
function giveLevel({ holder, levels, clock, holidays }: Story): Fix[] {
  // Levels of access control are not for visitors.
  if (typeof holder?.deptCode !== 'string') return [];
  const own = new Set(holder.vias.map(({ levelId }) => levelId));
  return levels
    .filter(({ levelId, business }) => business === 'acc' && !own.has(levelId))
    .filter(({ periods }) => isOpenAt(periods, holidays, clock))
    .slice(0, mostLevels)
    .map(({ levelId }) => ({
      code: 'giveLevel',
      method: 'PUT',
      path: `${at('access-levels', levelId ?? '')}${at('persons', holder.pin)}`,
      body: null,
    }));
}

/** Calls that mend what refuses. What the device does not hold yet is sent again. */
export function fixesOf(findings: readonly Finding[], story: Story, held: Held): Fix[] {
  const all = findings.flatMap(({ ok, code }) => (ok === false ? (mends[code]?.(story) ?? []) : []));
  const { door } = story;
  if (door && (held.state === 'failed' || held.state === 'retrying'))
    all.push({ code: 'sendAgain', method: 'POST', path: `${at('devices', door.sn)}/sync`, body: {} });
  return all;
}
