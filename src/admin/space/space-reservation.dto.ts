import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';
import type { StoredReservation } from '../../modules/space/reservation-list.js';
import type { ReservationFacts } from '../../modules/space/reservation.service.js';
import { remindTimes, signInMinutes } from '../../modules/space/space-words.js';
import { ChangedAt, OneOf, OwnId, Shown, Text, Texts, wallClock } from '../common/fields.js';
import { invalidField } from '../common/invalid.js';
import { SearchQuery } from '../common/search-page.js';

const optional = { optional: true } as const;
const longestText = 2_000;
const remindMinutes = Object.values(remindTimes);

/** By the clock of the site, or as an instant. */
const moment = {
  is: new RegExp(
    `${wallClock.is.source}|^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)$`,
  ),
  says: 'a time of the site as yyyy-MM-dd HH:mm:ss, or an instant as 2026-12-31T23:59:59Z',
  begins: 'day',
} as const;

/** @throws Failure invalid */
export function momentOf(field: string, text: string, timeZone: string): Date {
  const isWall = wallClock.is.test(text);
  const padded = text.length === 16 ? `${text}:00` : text;
  const at = isWall ? instantOf(padded.replace('T', ' '), timeZone) : new Date(text);
  if (Number.isNaN(at.getTime())) throw invalidField(field, 'is no time of the calendar');
  return at;
}

class ReservationMore {
  @Text('What it is about', { ...optional, max: longestText }) content?: string;
  @OneOf('Minutes before the beginning from which on participants may pass the door', signInMinutes, optional)
  signInMinutes?: number;
  @OneOf('Minutes before the beginning at which people are reminded; null = never', remindMinutes, {
    ...optional,
    nullable: true,
  })
  remindMinutes?: number | null;
  @Text('Mail address of who reserves; empty = that of the person', optional) applicantEmail?: string;
  @Texts('Who takes part, beside who reserves', optional) pins?: string[];
  @Texts('Ids of the services that are wanted', optional) serviceIds?: string[];
}

export class SpaceReservationBody extends ReservationMore {
  @Text('Id of the room', { min: 1, max: 64 }) spaceId!: string;
  @Text('Subject', { min: 1 }) subject!: string;
  @Text('Beginning', { pattern: moment, example: '2090-05-31 09:00:00' }) startTime!: string;
  @Text('End; the room is free again then', { pattern: moment, example: '2090-05-31 10:00:00' }) endTime!: string;
  @Text('Who reserves, and may pass', { min: 1 }) applicantPin!: string;
  @OwnId() id?: string;
}

export class SpaceReservationPatch extends ReservationMore {
  @Text('Id of the room', { ...optional, min: 1, max: 64 }) spaceId?: string;
  @Text('Subject', { ...optional, min: 1 }) subject?: string;
  @Text('Beginning', { ...optional, pattern: moment }) startTime?: string;
  @Text('End; the room is free again then', { ...optional, pattern: moment }) endTime?: string;
  @Text('Who reserves, and may pass', { ...optional, min: 1 }) applicantPin?: string;
}

export class SpaceReservationsQuery extends SearchQuery {
  @Text('Id of a room', { ...optional, min: 1, max: 64 }) spaceId?: string;
  @Text('Who has reserved or takes part', { ...optional, min: 1 }) pin?: string;
  @Text('Those that are not over by then', { ...optional, pattern: moment }) from?: string;
  @Text('Those that have begun by then', { ...optional, pattern: moment }) to?: string;
  @OneOf('0 to come, 1 running, 2 ended, 3 cancelled', [0, 1, 2, 3], optional) status?: 0 | 1 | 2 | 3;
}

export class ReservationPersonView {
  @Shown('Pin') pin!: string;
  @Shown('First name') name!: string;
  @Shown('Last name') lastName!: string;
}

export class SpaceReservationView {
  @Shown('Id') id!: string;
  @Shown('Id of the room') spaceId!: string;
  @Shown('Name of the room') spaceName!: string;
  @Shown('Subject') subject!: string;
  @Shown('What it is about') content!: string;
  @Shown('Beginning, by the clock of the site', { example: '2090-05-31 09:00:00' }) startTime!: string;
  @Shown('End, by the clock of the site', { example: '2090-05-31 10:00:00' }) endTime!: string;
  @Shown('Beginning', { type: String, format: 'date-time' }) startsAt!: Date;
  @Shown('End', { type: String, format: 'date-time' }) endsAt!: Date;
  @Shown('From then on participants may pass the door', { type: String, format: 'date-time' }) opensAt!: Date;
  @Shown('Minutes before the beginning', { type: 'integer' }) signInMinutes!: number;
  @Shown('Minutes before the beginning at which people are reminded; null = never', {
    nullable: true,
    type: 'integer',
  })
  remindMinutes!: number | null;
  @Shown('When they were', { type: String, format: 'date-time', nullable: true }) remindedAt!: Date | null;
  @Shown('Who has reserved it; empty = somebody whom you do not see, or who is gone') applicantPin!: string;
  @Shown('Their name') applicantName!: string;
  @Shown('Their last name') applicantLastName!: string;
  @Shown('Their mail address') applicantEmail!: string;
  @Shown('Who takes part, as far as you see them', { type: [ReservationPersonView] })
  participants!: ReservationPersonView[];
  @Shown('Their pins', { type: [String] }) pins!: string[];
  @Shown('Ids of the services that are wanted') serviceIds!: readonly string[];
  @Shown('0 to come, 1 running, 2 ended, 3 cancelled', { type: 'integer', enum: [0, 1, 2, 3] }) status!: number;
  @Shown('When it was cancelled', { type: String, format: 'date-time', nullable: true }) cancelledAt!: Date | null;
  @Shown('When the room was given back', { type: String, format: 'date-time', nullable: true })
  finishedAt!: Date | null;
  @Shown('The room was given back because nobody came') released!: boolean;
  @ChangedAt() updatedAt!: Date;
}

/** What is looked at for everybody who asks. */
interface Eye {
  readonly timeZone: string;
  /** Whether the operator may see a person. */
  readonly sees: (pin: string) => boolean;
}

export function toSpaceReservationView(one: StoredReservation, { timeZone, sees }: Eye): SpaceReservationView {
  const isSeen = sees(one.applicantPin);
  const participants = one.participants
    .filter(({ pin }) => sees(pin))
    .map(({ pin, name, lastName }) => ({ pin, name, lastName }));
  return {
    id: one.id,
    spaceId: one.spaceId,
    spaceName: one.spaceName,
    subject: one.subject,
    content: one.content,
    startTime: wallClockOf(one.startsAt, timeZone),
    endTime: wallClockOf(one.endsAt, timeZone),
    startsAt: one.startsAt,
    endsAt: one.endsAt,
    opensAt: one.opensAt,
    signInMinutes: one.signInMinutes,
    remindMinutes: one.remindMinutes,
    remindedAt: one.remindedAt,
    applicantPin: isSeen ? one.applicantPin : '',
    applicantName: isSeen ? one.applicantName : '',
    applicantLastName: isSeen ? one.applicantLastName : '',
    applicantEmail: isSeen ? one.applicantEmail : '',
    participants,
    pins: participants.map(({ pin }) => pin),
    serviceIds: one.serviceIds,
    status: one.status,
    cancelledAt: one.cancelledAt,
    finishedAt: one.finishedAt,
    released: one.released,
    updatedAt: one.updatedAt,
  };
}

export const reservationOf = (body: SpaceReservationBody, timeZone: string): ReservationFacts => ({
  spaceId: body.spaceId,
  subject: body.subject,
  content: body.content ?? '',
  startsAt: momentOf('startTime', body.startTime, timeZone),
  endsAt: momentOf('endTime', body.endTime, timeZone),
  signInMinutes: body.signInMinutes ?? 0,
  remindMinutes: body.remindMinutes ?? null,
  applicantPin: body.applicantPin,
  applicantEmail: body.applicantEmail ?? '',
  participants: { by: 'pin', keys: body.pins ?? [] },
  serviceIds: body.serviceIds ?? [],
});

/** The same of one that is changed. @param hidden participants whom the operator does not see: they stay */
export function reservationWith(
  before: StoredReservation,
  patch: SpaceReservationPatch,
  timeZone: string,
  hidden: readonly string[] = [],
): ReservationFacts {
  const { startTime, endTime, pins, remindMinutes } = patch;
  const timeOf = (field: string, text: string | undefined, kept: Date) =>
    text === undefined ? kept : momentOf(field, text, timeZone);
  const known = before.participants.map(({ pin }) => pin);
  return {
    ...before,
    ...textsIn(patch, before),
    startsAt: timeOf('startTime', startTime, before.startsAt),
    endsAt: timeOf('endTime', endTime, before.endsAt),
    signInMinutes: patch.signInMinutes ?? before.signInMinutes,
    remindMinutes: remindMinutes === undefined ? before.remindMinutes : remindMinutes,
    participants: { by: 'pin', keys: pins ? [...pins, ...hidden] : known },
  };
}

function textsIn(patch: SpaceReservationPatch, before: StoredReservation) {
  const { spaceId = before.spaceId, subject = before.subject, content = before.content } = patch;
  const { applicantPin = before.applicantPin, serviceIds = before.serviceIds } = patch;
  const { applicantEmail = before.ownEmail } = patch;
  return { spaceId, subject, content, applicantPin, serviceIds, applicantEmail };
}
