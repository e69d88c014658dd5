import type { StoredReservation } from '../../modules/space/reservation-list.js';
import type { ReservationFacts } from '../../modules/space/reservation.service.js';
import { remindTimes, signInMinutes } from '../../modules/space/space-words.js';
import { ChangedAt, OneOf, OwnId, Shown, Text, Texts } from '../common/fields.js';
import { instant, instantOf } from '../common/instant.js';
import { invalidField } from '../common/invalid.js';
import { SearchQuery } from '../common/search-page.js';

const optional = { optional: true } as const;
const longestText = 2_000;
const remindMinutes = Object.values(remindTimes);

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
  @Text('Beginning', { pattern: instant, example: '2090-05-31T09:00:00Z' }) startTime!: string;
  @Text('End; the room is free again then', { pattern: instant, example: '2090-05-31T10:00:00Z' }) endTime!: string;
  @Text('Who reserves, and may pass', { min: 1 }) applicantPin!: string;
  @OwnId() id?: string;
}

export class SpaceReservationPatch extends ReservationMore {
  @Text('Id of the room', { ...optional, min: 1, max: 64 }) spaceId?: string;
  @Text('Subject', { ...optional, min: 1 }) subject?: string;
  @Text('Beginning', { ...optional, pattern: instant }) startTime?: string;
  @Text('End; the room is free again then', { ...optional, pattern: instant }) endTime?: string;
  @Text('Who reserves, and may pass', { ...optional, min: 1 }) applicantPin?: string;
}

export class SpaceReservationsQuery extends SearchQuery {
  @Text('Id of a room', { ...optional, min: 1, max: 64 }) spaceId?: string;
  @Text('Who has reserved or takes part', { ...optional, min: 1 }) pin?: string;
  @Text('Those that are not over by then', { ...optional, pattern: instant }) from?: string;
  @Text('Those that have begun by then', { ...optional, pattern: instant }) to?: string;
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
  @Shown('Beginning', { type: String, format: 'date-time' }) startTime!: Date;
  @Shown('End', { type: String, format: 'date-time' }) endTime!: Date;
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
  @Shown('Ids of the services that are wanted') serviceIds!: readonly string[];
  @Shown('0 to come, 1 running, 2 ended, 3 cancelled', { type: 'integer', enum: [0, 1, 2, 3] }) status!: number;
  @Shown('When it was cancelled', { type: String, format: 'date-time', nullable: true }) cancelledAt!: Date | null;
  @Shown('When the room was given back', { type: String, format: 'date-time', nullable: true })
  finishedAt!: Date | null;
  @Shown('The room was given back because nobody came') released!: boolean;
  @ChangedAt() updatedAt!: Date;
}

/** @param sees whether the operator may see a person */
export function toSpaceReservationView(
  one: StoredReservation,
  sees: (pin: string) => boolean = () => true,
): SpaceReservationView {
  const isSeen = sees(one.applicantPin);
  return {
    id: one.id,
    spaceId: one.spaceId,
    spaceName: one.spaceName,
    subject: one.subject,
    content: one.content,
    startTime: one.startsAt,
    endTime: one.endsAt,
    opensAt: one.opensAt,
    signInMinutes: one.signInMinutes,
    remindMinutes: one.remindMinutes,
    remindedAt: one.remindedAt,
    applicantPin: isSeen ? one.applicantPin : '',
    applicantName: isSeen ? one.applicantName : '',
    applicantLastName: isSeen ? one.applicantLastName : '',
    applicantEmail: isSeen ? one.applicantEmail : '',
    participants: one.participants
      .filter(({ pin }) => sees(pin))
      .map(({ pin, name, lastName }) => ({ pin, name, lastName })),
    serviceIds: one.serviceIds,
    status: one.status,
    cancelledAt: one.cancelledAt,
    finishedAt: one.finishedAt,
    released: one.released,
    updatedAt: one.updatedAt,
  };
}

const at = (field: string, text: string): Date => {
  const found = instantOf(field, text);
  if (!found) throw invalidField(field, 'is no instant');
  return found;
};

export const reservationOf = (body: SpaceReservationBody): ReservationFacts => ({
  spaceId: body.spaceId,
  subject: body.subject,
  content: body.content ?? '',
  startsAt: at('startTime', body.startTime),
  endsAt: at('endTime', body.endTime),
  signInMinutes: body.signInMinutes ?? 0,
  remindMinutes: body.remindMinutes ?? null,
  applicantPin: body.applicantPin,
  applicantEmail: body.applicantEmail ?? '',
  participants: { by: 'pin', keys: body.pins ?? [] },
  serviceIds: body.serviceIds ?? [],
});

/** @param hidden participants whom the operator does not see: they stay */
export const reservationWith = (
  before: StoredReservation,
  patch: SpaceReservationPatch,
  hidden: readonly string[] = [],
): ReservationFacts => ({
  spaceId: patch.spaceId ?? before.spaceId,
  subject: patch.subject ?? before.subject,
  content: patch.content ?? before.content,
  startsAt: patch.startTime === undefined ? before.startsAt : at('startTime', patch.startTime),
  endsAt: patch.endTime === undefined ? before.endsAt : at('endTime', patch.endTime),
  signInMinutes: patch.signInMinutes ?? before.signInMinutes,
  remindMinutes: patch.remindMinutes === undefined ? before.remindMinutes : patch.remindMinutes,
  applicantPin: patch.applicantPin ?? before.applicantPin,
  applicantEmail: patch.applicantEmail ?? before.ownEmail,
  participants: {
    by: 'pin',
    keys: patch.pins ? [...patch.pins, ...hidden] : before.participants.map(({ pin }) => pin),
  },
  serviceIds: patch.serviceIds ?? before.serviceIds,
});
