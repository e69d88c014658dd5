import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { turns } from '../../platform/turns.js';
import { folded } from './calendar-fold.js';
import type { StoredReservation } from './reservation-list.js';
import type { StoredSpace } from './space-list.js';

type Room = Pick<StoredSpace, 'name' | 'address'>;

const newCalendar = (name: string) =>
  ical({
    name,
    prodId: { company: 'Postern', product: 'Rooms', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 15 * 60,
  });

/** As lines that are not folded yet. */
function eventOf({ name, address }: Room, one: StoredReservation): string {
  const end = one.finishedAt !== null && one.finishedAt < one.endsAt ? one.finishedAt : one.endsAt;
  const event = newCalendar(name).createEvent({
    id: `${one.id}@postern`,
    stamp: one.updatedAt,
    created: one.createdAt,
    lastModified: one.updatedAt,
    sequence: one.sequence,
    start: one.startsAt,
    // Given back before it began: it takes no time.
    end: end > one.startsAt ? end : one.startsAt,
    summary: one.subject === '' ? name : one.subject,
    ...(one.content === '' ? {} : { description: one.content }),
    location: [name, address].filter((part) => part !== '').join(', '),
    status: one.cancelledAt === null ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
  });
  return event.toString();
}

/** The last line of a calendar: its events stand before it. */
const last = 'END:VCALENDAR';

/**
 * The reservations of a room for calendar programs (RFC 5545). Times are UTC, which every program shows by its own clock.
 * What was cancelled stays, as CANCELLED: a program that has it takes it away. They are written one by one, and folded
 * here: the library writes and folds a whole calendar in one go, which holds everything else up for seconds.
 */
export async function calendarOf(room: Room, all: readonly StoredReservation[]): Promise<string> {
  const breathe = turns();
  const [head = ''] = newCalendar(room.name).toString().split(last);
  const parts = [head];
  for (const one of all) {
    await breathe();
    parts.push(eventOf(room, one).split(/\r?\n/).map(folded).join('\r\n'));
  }
  return [...parts, last].join('');
}
