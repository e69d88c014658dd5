import { blacklisted } from '../../modules/areaPerson/area-person.entity.js';
import { alwaysTimeZoneId } from '../../modules/timeZone/time-zone.entity.js';
import type { Grant, PersonFacts } from './facts.js';

/** Devices that should know the person: by a level, a floor, or the area that both belong to. */
export const knownOn = ({ grants, floors, stations }: PersonFacts): string[] => [
  ...new Set([...grants, ...floors, ...stations].map(({ sn }) => sn)),
];

export const isKnownOn = (person: PersonFacts, sn: string): boolean => knownOn(person).includes(sn);

/** The person as each device alone sees them, without what is about other devices. */
export function seenBy(person: PersonFacts): (sn: string) => PersonFacts {
  const [grants, rooms, floors, stations, reports] = [
    bySn(person.grants),
    bySn(person.rooms),
    bySn(person.floors),
    bySn(person.stations),
    bySn(person.reports),
  ];
  return (sn) => ({
    ...person,
    grants: grants.get(sn) ?? [],
    rooms: rooms.get(sn) ?? [],
    floors: floors.get(sn) ?? [],
    stations: stations.get(sn) ?? [],
    reports: reports.get(sn) ?? [],
  });
}

function bySn<T extends { readonly sn: string }>(all: readonly T[]): ReadonlyMap<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const here = found.get(one.sn);
    if (here) here.push(one);
    else found.set(one.sn, [one]);
  }
  return found;
}

/**
 * Where a person may pass on a device. A terminal that knows the person by the area counts a punch as a failed attempt
 * unless its user may pass its own door. So the user may always pass: working hours are not the terminal's concern.
 */
export function grantsOn({ grants, stations }: PersonFacts, sn: string): Grant[] {
  const doors = stations.filter((station) => station.sn === sn).flatMap((station) => station.doors);
  return [
    ...grants.filter((grant) => grant.sn === sn),
    ...doors.map((door) => ({ sn, door, timeZoneId: alwaysTimeZoneId })),
  ];
}

/**
 * The person for the devices of one business: role and verification mode may differ there, or the person has no access
 * there at all.
 */
export function inModule(person: PersonFacts, module: string): PersonFacts {
  const role = person.roles.find((one) => one.module === module);
  return {
    ...person,
    privilege: role?.privilege ?? person.privilege,
    verifyMode: role?.verifyMode ?? person.verifyMode,
    disabled: person.disabled || role?.category === blacklisted,
  };
}
