import { standingOf, type Belonging, type Standing } from '../../person/validity.js';

/** Why a car may pass: it is on the allow list, a fixed vehicle, a person's, or let in to pay. */
export const passing = ['allowed', 'fixedVehicle', 'person', 'temporary'] as const;
/** Why it may leave: what the stay says. */
export const leaving = ['free', 'fixed', 'paid', 'noTariff'] as const;
/** Why it may not. */
export const refusing = [
  'denied',
  'disabled',
  'left',
  'notYetValid',
  'expired',
  'otherEntrance',
  'otherArea',
  'unknown',
  'unpaid',
  'notEntered',
] as const;
/** What keeps the barrier shut for a car that may pass. */
export const keeping = [
  'repeated',
  'late',
  'openedByDevice',
  'opening',
  'barrierOffline',
  'barrierMissing',
  'barrierRefused',
  'barrierSilent',
  'withdrawn',
] as const;

export const readReasons = [...passing, ...leaving, ...refusing, ...keeping] as const;
export type ReadReason = (typeof readReasons)[number];
export type Passing = (typeof passing)[number];
type Leaving = (typeof leaving)[number];
type Refusing = (typeof refusing)[number];

export interface Driver extends Belonging {
  readonly pin: string;
  readonly name: string;
  readonly isVisitor: boolean;
}

export interface VehicleFacts {
  readonly driver: Driver;
  readonly carTypeId: string;
  readonly startDate: string;
  readonly endDate: string;
  /** The channel leads into its area, or into one in it. */
  readonly isInArea: boolean;
  /** Its entrances hold that of the channel, or it may use all. */
  readonly isAtEntrance: boolean;
}

/** All that is known of a plate at a channel, at this moment. */
export interface PlateFacts {
  /** The list that has it on this day. */
  readonly list: 'allow' | 'deny' | null;
  readonly vehicle: VehicleFacts | null;
  /** The persons whose plate it is. */
  readonly drivers: readonly Driver[];
  readonly admitsTemporary: boolean;
}

export interface Verdict {
  readonly may: boolean;
  readonly reason: Passing | Leaving | Refusing;
  /** Whose car it is; null = nobody's that is known. */
  readonly driver: Driver | null;
  /** It is a fixed vehicle for this passage. */
  readonly isFixed: boolean;
}

/**
 * Whether a car may come in. The deny list comes before everything; then whatever lets it in counts, in the order in
 * which it is told.
 * @param clock of the site
 */
export function verdictOn(facts: PlateFacts, clock: string): Verdict {
  const { list, vehicle, drivers } = facts;
  const owner = drivers.find((one) => standingOf(one, clock) === 'valid') ?? null;
  const holder = vehicle?.driver ?? owner ?? drivers[0] ?? null;
  if (list === 'deny') return no('denied', holder);
  if (list === 'allow') return yes('allowed', holder);
  return ofPeople(facts, { owner, holder }, clock);
}

/** Of a car that is on no list. */
function ofPeople(
  facts: PlateFacts,
  { owner, holder }: { readonly owner: Driver | null; readonly holder: Driver | null },
  clock: string,
): Verdict {
  const { vehicle } = facts;
  const fault = vehicle && vehicleFault(vehicle, clock);
  if (vehicle && fault === null) return { ...yes('fixedVehicle', vehicle.driver), isFixed: true };
  if (owner) return yes('person', owner);
  return strangerVerdict(facts, { holder, fault }, clock);
}

const no = (reason: Refusing, driver: Driver | null): Verdict => ({ may: false, reason, driver, isFixed: false });
const yes = (reason: Passing, driver: Driver | null): Verdict => ({ may: true, reason, driver, isFixed: false });

/** Of a car that nothing of its own lets in. */
function strangerVerdict(
  { drivers, admitsTemporary }: PlateFacts,
  { holder, fault }: { readonly holder: Driver | null; readonly fault: Refusing | null },
  clock: string,
): Verdict {
  const standings = drivers.map((one) => standingOf(one, clock));
  // Somebody who is locked out is not let in for money.
  if (fault === 'disabled' || standings.includes('disabled')) return no('disabled', holder);
  if (admitsTemporary) return yes('temporary', null);
  const faults = standings.filter((one): one is Exclude<Standing, 'valid'> => one !== 'valid');
  return no(fault ?? faults[0] ?? 'unknown', holder);
}

/** Why a vehicle does not pass as a fixed one; null = it does. */
function vehicleFault(vehicle: VehicleFacts, clock: string): Refusing | null {
  const { driver, startDate, endDate, isInArea, isAtEntrance } = vehicle;
  const standing = standingOf(driver, clock);
  if (standing !== 'valid') return standing;
  const day = clock.slice(0, 10);
  if (day < startDate) return 'notYetValid';
  if (day > endDate) return 'expired';
  if (!isInArea) return 'otherArea';
  return isAtEntrance ? null : 'otherEntrance';
}

/** Who pays nothing here, whatever a stay costs others. */
const never: ReadonlySet<string> = new Set<Passing>(['allowed', 'person']);

/** What a stay says of a car that wants to leave. */
export interface StayFacts {
  readonly free: boolean;
  readonly reason: Leaving | 'unpaid' | 'notEntered';
}

/** Whether a car may leave, by what would let it in and by its stay. The deny list keeps it here, too. */
export function leaveVerdict(verdict: Verdict, stay: StayFacts): Verdict {
  if (verdict.reason === 'denied' || (verdict.may && never.has(verdict.reason))) return verdict;
  const { driver, isFixed } = verdict;
  // Nobody saw it come in, but it was to be there.
  if (isFixed && stay.reason === 'notEntered') return verdict;
  return { may: stay.free, reason: stay.reason, driver, isFixed };
}

/** Only a read of this moment opens. */
const oldestMs = 30_000;
const aheadMs = 60_000;

export const isLate = (at: Date, now: Date): boolean =>
  now.getTime() - at.getTime() > oldestMs || at.getTime() - now.getTime() > aheadMs;
