import { ApiProperty } from '@nestjs/swagger';
import { Choice, Text, Texts, Wall } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import { Failure } from '../../platform/errors.js';
import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';
import type { StoredReservation } from './reservation-list.js';
import type { ReservationFacts } from './reservation.service.js';
import { remindTimeNames, remindTimeOf, remindTimes, signInMinutes } from './space-words.js';

const id32 = '402856aa6c3bbde1016c3bc2329200ff';
const longestText = 2_000;

export class ReservationsQuery extends PageQuery {
  @Text('Name of the room, or a part of it') spaceName?: string;
  @Text('Subject, or a part of it') subject?: string;
  @Wall('From: those that are not over by then', 'start') startTime?: string | null;
  @Wall('To: those that have begun by then', 'end') endTime?: string | null;
}

export class SpaceReservationParams {
  @Text('Id of the reservation to change; empty or left out = a new one') id?: string;
  @Text('Subject', { example: 'Weekly meeting' }) subject?: string;
  @Text('Who reserves', { missing: 'pinMissing', example: '1' }) applyPersonPin!: string;
  @Text('Mail address of who reserves; empty = that of the person', { example: 'ana@example.com' })
  applyPersonEmail?: string;
  @Text('What it is about', { max: longestText }) content?: string;
  @Wall('Beginning', 'start') startTime?: string | null;
  @Wall('End', 'end') endTime?: string | null;
  @Choice('Minutes before the beginning from which on participants may pass the door', signInMinutes, { example: 15 })
  startSignInTime?: number;
  @Texts('Ids of the persons who take part, with commas', { missing: 'invalid', example: id32 })
  participantIds!: string[];
  @Text('Id of the room', { missing: 'invalid', aliases: ['spcaeId'], example: id32 }) spaceId!: string;
  @Texts('Ids of the services that are wanted, with commas') serviceIds?: string[];
  @Text(`When people are reminded: ${remindTimeNames.join(' ')} before; empty = never`, { example: '15m' })
  remindTime?: string;
}

/** What a new reservation begins with. */
const usual = {
  subject: '',
  content: '',
  startsAt: undefined,
  endsAt: undefined,
  signInMinutes: 0,
  remindMinutes: null,
  ownEmail: '',
  serviceIds: [],
} as const;

/** @throws Failure timeInvalid where there is none */
function momentOf(name: string, text: string | null | undefined, kept: Date | undefined, timeZone: string): Date {
  if (text) return instantOf(text, timeZone);
  if (kept) return kept;
  throw new Failure('timeInvalid', `${name} is required`);
}

/**
 * The reservation that a call describes.
 * @param before the one that is changed: what the call leaves out stays
 * @throws Failure timeInvalid, invalid
 */
export function reservationIn(
  params: SpaceReservationParams,
  before: StoredReservation | null,
  timeZone: string,
): ReservationFacts {
  const kept = before ?? usual;
  const { subject = kept.subject, content = kept.content, serviceIds = kept.serviceIds, remindTime } = params;
  return {
    spaceId: params.spaceId,
    subject,
    content,
    startsAt: momentOf('startTime', params.startTime, kept.startsAt, timeZone),
    endsAt: momentOf('endTime', params.endTime, kept.endsAt, timeZone),
    signInMinutes: params.startSignInTime ?? kept.signInMinutes,
    remindMinutes: remindTime === undefined ? kept.remindMinutes : remindMinutesIn(remindTime),
    applicantPin: params.applyPersonPin,
    applicantEmail: params.applyPersonEmail ?? kept.ownEmail,
    participants: { by: 'id', keys: params.participantIds },
    serviceIds,
  };
}

function remindMinutesIn(text: string): number | null {
  if (text === '') return null;
  const name = remindTimeNames.find((one) => one === text.toLowerCase());
  if (name === undefined) throw new Failure('invalid', `remindTime must be one of ${remindTimeNames.join(', ')}`);
  return remindTimes[name];
}

export class SpaceReservationDto {
  @ApiProperty({ example: id32 }) id!: string;
  @ApiProperty({ example: 'Weekly meeting' }) subject!: string;
  @ApiProperty() content!: string;
  @ApiProperty({ example: id32 }) spaceId!: string;
  @ApiProperty({ example: 'Room 1' }) spaceName!: string;
  @ApiProperty() spaceAddress!: string;
  @ApiProperty({ description: 'From then on participants may pass', example: '2024-05-31 08:15:00' })
  startSignInDateTime!: string;
  @ApiProperty({ example: '2024-05-31 08:30:00' }) startTime!: string;
  @ApiProperty({ example: '2024-05-31 09:30:00' }) endTime!: string;
  @ApiProperty({ type: 'integer', description: 'Minutes before the beginning', example: 15 }) startSignInTime!: number;
  @ApiProperty({ example: id32 }) applyPersonId!: string;
  @ApiProperty({ example: '1' }) applyPersonPin!: string;
  @ApiProperty() applyPersonName!: string;
  @ApiProperty() applyPersonLastName!: string;
  @ApiProperty() applyPersonEmail!: string;
  @ApiProperty({ description: 'With commas' }) serviceIds!: string;
  @ApiProperty({ type: 'integer', description: '0 to come, 1 running, 2 ended, 3 cancelled', example: 0 })
  reservationStatus!: number;
  @ApiProperty({ description: '5m 15m 30m 1h 1d; empty = never', example: '15m' }) remindTime!: string;
}

export class SpaceReservationDetailDto extends SpaceReservationDto {
  @ApiProperty({ description: 'Ids of the persons who take part, with commas' }) participantIds!: string;
}

export class ParticipantDto {
  @ApiProperty({ example: id32 }) id!: string;
  @ApiProperty({ example: '1' }) pin!: string;
  @ApiProperty() name!: string;
  @ApiProperty() lastName!: string;
}

export function toReservationDto(one: StoredReservation, timeZone: string): SpaceReservationDto {
  const clock = (at: Date) => wallClockOf(at, timeZone);
  return {
    id: one.id,
    subject: one.subject,
    content: one.content,
    spaceId: one.spaceId,
    spaceName: one.spaceName,
    spaceAddress: one.spaceAddress,
    startSignInDateTime: clock(one.opensAt),
    startTime: clock(one.startsAt),
    endTime: clock(one.endsAt),
    startSignInTime: one.signInMinutes,
    applyPersonId: one.applicantId ?? '',
    applyPersonPin: one.applicantPin,
    applyPersonName: one.applicantName,
    applyPersonLastName: one.applicantLastName,
    applyPersonEmail: one.applicantEmail,
    serviceIds: one.serviceIds.join(','),
    reservationStatus: one.status,
    remindTime: remindTimeOf(one.remindMinutes) ?? '',
  };
}

export const toReservationDetail = (one: StoredReservation, timeZone: string): SpaceReservationDetailDto =>
  Object.assign(toReservationDto(one, timeZone), {
    participantIds: one.participants.map(({ id }) => id).join(','),
  });
