import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { StoredReservation } from './reservation-list.js';
import type { StoredSpace } from './space-list.js';

/**
 * The reservations of a room for calendar programs (RFC 5545). Times are UTC, which every program shows by its own clock.
 * What was cancelled stays, as CANCELLED: a program that has it takes it away.
 */
export function calendarOf(
  { name, address }: Pick<StoredSpace, 'name' | 'address'>,
  all: readonly StoredReservation[],
): string {
  const calendar = ical({
    name,
    prodId: { company: 'Postern', product: 'Rooms', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 15 * 60,
  });
  for (const one of all) {
    const end = one.finishedAt !== null && one.finishedAt < one.endsAt ? one.finishedAt : one.endsAt;
    calendar.createEvent({
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
  }
  return calendar.toString();
}
