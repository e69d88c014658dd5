import { latestClockOf, wallClockOf } from '../../platform/database/zone-time.js';
import { alwaysTimeZoneId } from '../../modules/timeZone/time-zone.entity.js';
import type { DeviceFacts, PersonFacts, RoomGrant } from './facts.js';

const opens = ({ opensAt }: RoomGrant) => Date.parse(opensAt);
const closes = ({ closesAt }: RoomGrant) => Date.parse(closesAt);
const isOpen = (room: RoomGrant, now: Date) => opens(room) <= now.getTime() && now.getTime() < closes(room);

/**
 * The person with the doors of rooms that are open to them now. Where they may pass nothing else on the device, its rows
 * have the dates of the reservation: a device that knows dates closes at the end by itself, also without a connection.
 */
export function withRooms(
  person: PersonFacts,
  { sn, timeZone }: Pick<DeviceFacts, 'sn' | 'timeZone'>,
  now: Date,
): PersonFacts {
  const open = person.rooms.filter((room) => room.sn === sn && isOpen(room, now));
  if (open.length === 0) return person;
  const grants = [...person.grants, ...open.map(({ door }) => ({ sn, door, timeZoneId: alwaysTimeZoneId }))];
  const others = [person.grants, person.floors, person.stations].some((some) => some.some((one) => one.sn === sn));
  return others ? { ...person, grants } : { ...person, ...dates(person, open, timeZone, now), grants };
}

/** From the beginning of the first to the end of the first that ends: then the rows are worked out again. */
function dates(
  { validFrom, validTo }: PersonFacts,
  open: readonly RoomGrant[],
  timeZone: string,
  now: Date,
): Pick<PersonFacts, 'validFrom' | 'validTo'> {
  const lasts = (door: number) => Math.max(...open.filter((room) => room.door === door).map(closes));
  const end = Math.min(...open.map(({ door }) => lasts(door)));
  const from = wallClockOf(new Date(Math.min(...open.map(opens))), timeZone);
  // The last second that is valid. In the hour that comes twice the device has no date: the gateway ends it.
  const to = wallClockOf(new Date(Math.ceil(end / 1_000) * 1_000 - 1_000), timeZone);
  const clock = latestClockOf(now, timeZone);
  const isPlain = from <= clock && clock <= to;
  if (!isPlain) return { validFrom, validTo };
  return {
    validFrom: validFrom !== null && validFrom > from ? validFrom : from,
    validTo: validTo !== null && validTo < to ? validTo : to,
  };
}

/** When a room of this device opens or closes next. */
export function nextRoomTurn({ rooms }: PersonFacts, sn: string, now: Date): Date | null {
  const turns = rooms
    .filter((room) => room.sn === sn)
    .flatMap((room) => [opens(room), closes(room)])
    .filter((at) => at > now.getTime());
  return turns.length === 0 ? null : new Date(Math.min(...turns));
}
