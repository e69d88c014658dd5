import type { Door, FoundAuthority, FoundUser } from './found-access.js';
import type { Dispute, ZoneTaken } from './take-over.js';

/** The same doors at the same times, and who may pass them. */
export interface Group {
  readonly zone: ZoneTaken;
  readonly doors: readonly Door[];
  readonly business: 'acc' | 'vis';
  readonly pins: string[];
}

/** Each distinct pair of doors and zone, with the people who have it. */
export function groupsOf(
  doorNamed: ReadonlyMap<number, Door>,
  rights: readonly FoundAuthority[],
  zones: readonly ZoneTaken[],
  { users, visitors }: { readonly users: readonly FoundUser[]; readonly visitors: ReadonlySet<string> },
  disputes: Dispute[],
): Group[] {
  const zoneNamed = new Map(zones.map((zone) => [zone.onDevice, zone]));
  const userNamed = new Map(users.map((user) => [user.pin, user]));
  const groups = new Map<string, Group>();
  for (const right of rights) {
    const { pin, timeZoneId, doors: numbers } = right;
    const business = visitors.has(pin) ? 'vis' : 'acc';
    const zone = zoneNamed.get(timeZoneId);
    const doors = numbers.flatMap((number) => doorNamed.get(number) ?? []);
    const there = `doors ${numbers.join(', ')} in time zone ${timeZoneId}`;
    const isWhole = doors.length > 0 && doors.length === numbers.length;
    if (zone === undefined || !isWhole || isOtherwiseLimited(right, userNamed.get(pin))) {
      disputes.push({ pin, reason: reasonOf(zone, isWhole), there, here: '' });
      continue;
    }
    const key = `${business} ${zone.timeZoneId ?? zone.name} ${numbers.join(',')}`;
    const group = groups.get(key) ?? { zone, doors, business, pins: [] };
    group.pins.push(pin);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ ...group, pins: [...new Set(group.pins)] }));
}

function reasonOf(zone: ZoneTaken | undefined, isWhole: boolean): Dispute['reason'] {
  if (zone === undefined) return 'zone';
  return isWhole ? 'limited' : 'place';
}

export const nameOf = ({ business, doors, zone }: Group): string =>
  `${business === 'vis' ? 'Visitors: ' : ''}${doors.map(({ name }) => name).join(' + ')} (${zone.name})`;

/** It ends by itself, and not when the person does: a level that was given for some days. */
const isOtherwiseLimited = ({ startTime, endTime, isMixed }: FoundAuthority, user: FoundUser | undefined): boolean =>
  isMixed || (startTime !== null && startTime !== user?.startTime) || (endTime !== null && endTime !== user?.endTime);
