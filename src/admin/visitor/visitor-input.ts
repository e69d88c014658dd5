import { IsNull, LessThan, MoreThanOrEqual, Not, type FindOptionsWhere } from 'typeorm';
import type { VisitFilter } from '../../modules/visitor/visit-list.service.js';
import type { Appointment, Registration } from '../../modules/visitor/visit-facts.js';
import type { VisitReservation } from '../../modules/visitor/visit-reservation.entity.js';
import type { ArrivalBody, ReservationBody, ReservationsQuery, VisitsQuery } from './visitor.dto.js';

/** `2026-05-01T08:00` -> `2026-05-01 08:00:00`. */
export function plainTime(said: string): string {
  const plain = said.replace('T', ' ');
  return plain.length === 'yyyy-MM-dd HH:mm'.length ? `${plain}:00` : plain;
}

/** `now` is the clock of the site. */
export const timeIn = (said: string, clock: string): string => (said === 'now' ? clock : plainTime(said));

/** Times in the form in which they are stored; a visit without a begin has begun. */
export const appointmentIn = <B extends Omit<Appointment, 'startTime'> & { readonly startTime?: string }>(
  body: B,
  clock: string,
): B & Pick<Appointment, 'startTime'> =>
  Object.assign(body, { startTime: timeIn(body.startTime ?? 'now', clock), endTime: plainTime(body.endTime) });

/** A reservation has one name, which is the whole one. */
export const reservationIn = ({ name, lastName = '', ...body }: ReservationBody, clock: string) =>
  appointmentIn({ ...body, name: [name, lastName].filter((part) => part !== '').join(' ') }, clock);

/** Of the table of reservations. */
export const reservationsOf = ({ day: on, status }: ReservationsQuery): FindOptionsWhere<VisitReservation> => ({
  ...(on === undefined ? {} : { visitDate: LessThan(`${on} 24`), visitEndDate: MoreThanOrEqual(on) }),
  ...(status === undefined ? {} : { visitId: status === 'expected' ? IsNull() : Not(IsNull()) }),
});

export const filterOf = ({ ended, pin, hostPin, certNumber, name, from, to, ...rest }: VisitsQuery): VisitFilter => ({
  day: rest.day,
  status: rest.status,
  q: rest.q,
  pin,
  hostPin,
  certNumbers: certNumber ? [certNumber] : [],
  names: name ? [name] : [],
  ended: ended === undefined ? undefined : ended === 'true',
  from: from && plainTime(from),
  to: to && plainTime(to),
});

/** A reservation whose visitor has come. */
export const arrivalOf = (
  {
    name,
    phone,
    email,
    company,
    carPlate,
    hostPin,
    certType,
    visitReason,
    visitDate,
    visitEndDate,
    deptCode,
  }: VisitReservation,
  certNumber: string,
  { cardNo, levelIds, visitorCount = 1, startTime }: ArrivalBody,
  { photos, clock }: { readonly photos: Registration['photos']; readonly clock: string },
): Registration => ({
  ...{ name, phone, email, company, carPlate, hostPin, certType, certNumber, visitReason, photos },
  ...{ startTime: startTime === undefined ? visitDate : timeIn(startTime, clock), endTime: visitEndDate },
  ...{ deptCode: deptCode ?? '', cardNo, levelIds, visitorCount },
});
