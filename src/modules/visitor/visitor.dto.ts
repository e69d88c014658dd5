import { ApiProperty } from '@nestjs/swagger';
import { wallClock } from '../../facade/dates.js';
import { Int, Raw, Text, Texts, Wall } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import { Failure } from '../../platform/errors.js';
import { readPhoto } from '../person/photo.js';
import type { Appointment, Registration } from './visit-facts.js';
import type { ListedVisit } from './visit-list.service.js';
import type { VisitPhotoKind } from './visit.entity.js';
import type { ListedVisitor } from './visitor-list.service.js';

/** Base64 of ten megabytes. */
const photoLength = 14_000_000;
const types =
  'Kind of the certificate: 2 national ID card, 3 passport, 4 driving licence, 5 work permit, 6 real-name card, 7 licence, 8 others';
const certType = { missing: 'certTypeMissing', example: '3', aliases: ['certificateType'] } as const;
const certNum = { missing: 'certNumberMissing', example: '4512', max: 100, aliases: ['certNumber'] } as const;
/** The manual spells it in two ways. */
const name = { missing: 'visitorNameMissing', max: 100, example: 'Mary' } as const;
const date = {
  missing: 'visitDateMissing',
  reason: 'dateFormatInvalid',
  reasons: ['invalid', 'dateFormatInvalid'],
} as const;

/** The reasons why an appointment can be refused, beside faults of single fields. */
export const appointmentFails = [
  'certTypeInvalid',
  'specialCharacters',
  'nationalIdInvalid',
  'dateIncorrect',
  'employeeNotFound',
  'visitedDepartmentNotFound',
  'blockListed',
] as const;

export class CertificateQuery {
  @Text(types, certType) certType!: string;
  @Text('Number of the certificate', certNum) certNum!: string;
}

class HostParams {
  @Text('Number of the person who is visited', { missing: 'hostMissing', example: '5' }) persPersonPin!: string;
  @Text(types, certType) certType!: string;
  @Text('Number of the certificate', certNum) certNum!: string;
  @Text('Last name of the visitor', { max: 100, aliases: ['visitEmpLastName'] }) visEmpLastName?: string;
  @Text('Phone number of the visitor', { max: 40, aliases: ['visEmpPhone'] }) visitEmpPhone?: string;
  @Text('Company of the visitor') company?: string;
  @Text('Why', { missing: 'visitReasonMissing', example: 'visit' }) visitReason!: string;
  @Text('Mail address of the visitor') email?: string;
  @Text('Plate of the visitor') carPlate?: string;
  @Text('Code of the department that is visited', { max: 100 }) deptCode?: string;
}

export class ReservationParams extends HostParams {
  @Text('Name of the visitor', { ...name, aliases: ['visEmpName', 'visitorName'] }) visitEmpName!: string;
  @Wall('Begins', 'start', date) visitDate!: string;
  @Wall('Ends', 'end', date) visitEndDate!: string;
}

export class CancelQuery extends CertificateQuery {
  @Raw('When it begins; a day alone finds the one of that day', {
    missing: 'visitDateMissing',
    reasons: ['invalid', 'dateFormatInvalid'],
    example: '2018-08-31 14:40:00',
  })
  visitDate!: string;
}

export class RegistrationParams extends HostParams {
  @Text('Name of the visitor', { ...name, aliases: ['visitEmpName', 'visitorName'] }) visEmpName!: string;
  @Int('Number of visitors', {
    min: 1,
    max: 100_000,
    missing: 'visitorCountInvalid',
    reason: 'visitorCountInvalid',
    example: 1,
  })
  visitorCount!: number;
  @Wall('Begins', 'start', date) startTime!: string;
  @Wall('Ends', 'end', date) endTime!: string;
  @Text('Card for the visit, decimal') cardNo?: string;
  @Texts('Visitor levels with commas between their ids; without any those that every visitor gets')
  visLevels?: string[];
  @Text('M or F') gender?: string;
  @Text('Where the visitor came in') enterPlaceId?: string;
  @Text('Photo of the face, JPEG or PNG in base64', { max: photoLength }) facePhoto?: string;
  @Text('Photo of the certificate', { max: photoLength }) certPhoto?: string;
  @Text('Photo of the signature', { max: photoLength }) signaturePhoto?: string;
  @Text('Photo of what is brought along', { max: photoLength }) enterGoodsPhoto?: string;
}

export class VisitorCodeQuery {
  @Text('Number of the visitor', { missing: 'pinMissing', example: '80000001' }) pin!: string;
}

export class CertificateCodeQuery {
  @Text('Number of the certificate; may be left out if the phone is given', { aliases: ['certNum'], max: 100 })
  certNumber?: string;
  @Text(types) certType?: string;
  @Text('Phone number of the visitor', { max: 40 }) phone?: string;
}

export class VisitorListQuery extends PageQuery {
  @Texts('Numbers of certificates with commas between them', { aliases: ['certNumber', 'certNum'] })
  certNumbers?: string[];
  @Texts('Parts of names with commas between them', { aliases: ['name'] }) names?: string[];
}

export class VisitListQuery extends VisitorListQuery {
  @Text('Phone number of the visitor', { max: 40 }) phone?: string;
}

const text = { type: String, nullable: true };

export class VisitorDto {
  @ApiProperty() id!: string;
  @ApiProperty({ example: '80000001' }) pin!: string;
  @ApiProperty() name!: string;
  @ApiProperty(text) lastName!: string | null;
  @ApiProperty({ example: '3' }) certType!: string;
  @ApiProperty() certNumber!: string;
  @ApiProperty() company!: string;
  @ApiProperty() carPlate!: string;
  @ApiProperty() phone!: string;
  @ApiProperty() email!: string;
  @ApiProperty({ ...text, description: 'Always null: nothing is known of it' }) status!: string | null;
  @ApiProperty({ description: 'Not on the block list' }) enabled!: boolean;
  @ApiProperty({ ...text, description: 'Always null: nobody asks for it' }) nationality!: string | null;
  @ApiProperty({ description: 'M, F or empty' }) gender!: string;
}

export class VisitRecordDto {
  @ApiProperty() id!: string;
  @ApiProperty({ description: 'Number of the person who is visited', example: '5' }) persPersonPin!: string;
  @ApiProperty({ type: 'integer', example: 3 }) certType!: number;
  @ApiProperty() certNum!: string;
  @ApiProperty({ description: 'Name of the visitor' }) visEmpName!: string;
  @ApiProperty() visitEmpPhone!: string;
  @ApiProperty() company!: string;
  @ApiProperty() visitReason!: string;
  @ApiProperty({ type: 'integer', example: 1 }) visitorCount!: number;
  @ApiProperty({ example: '2018-08-31 14:40:00' }) startTime!: string;
  @ApiProperty({ ...text, description: 'When the visitor left; null while the visit is on' }) endTime!: string | null;
  @ApiProperty() cardNo!: string;
  @ApiProperty({ ...text, description: 'Levels with commas between their ids' }) visLevels!: string | null;
  @ApiProperty({ ...text, description: 'Path of the photo' }) facePhoto!: string | null;
  @ApiProperty({ ...text, description: 'Path of the photo' }) certPhoto!: string | null;
  @ApiProperty({ ...text, description: 'Path of the photo' }) signaturePhoto!: string | null;
  @ApiProperty(text) enterPlaceId!: string | null;
  @ApiProperty() email!: string;
  @ApiProperty() visEmpLastName!: string;
  @ApiProperty() carPlate!: string;
  @ApiProperty({ ...text, description: 'Path of the photo' }) enterGoodsPhoto!: string | null;
  @ApiProperty({ ...text, description: 'Code of the department that is visited' }) deptCode!: string | null;
  @ApiProperty({ description: 'Number of the visitor', example: '80000001' }) visEmpPin!: string;
  @ApiProperty({ description: 'Name of the department of the person who is visited' }) visitedEmpDept!: string;
}

export const visitorDto = (visitor: ListedVisitor): VisitorDto => ({
  id: visitor.id,
  pin: visitor.pin,
  name: visitor.name,
  lastName: visitor.lastName === '' ? null : visitor.lastName,
  certType: visitor.certType,
  certNumber: visitor.certNumber,
  company: visitor.company,
  carPlate: visitor.carPlate,
  phone: visitor.phone,
  email: visitor.email,
  status: null,
  enabled: !visitor.blocked,
  nationality: null,
  gender: visitor.gender,
});

/** The path, with a name that nobody can guess. */
const photoPath = (name: string | undefined) => (name ? `/upload/vis/photo/${name}.jpg` : null);

export const visitRecord = (visit: ListedVisit): VisitRecordDto => ({
  id: visit.id,
  persPersonPin: visit.hostPin,
  certType: Number(visit.certType),
  certNum: visit.certNumber,
  visEmpName: visit.name,
  visitEmpPhone: visit.phone,
  company: visit.company,
  visitReason: visit.visitReason,
  visitorCount: visit.visitorCount,
  startTime: visit.startTime,
  endTime: visit.exitTime,
  cardNo: visit.cardNo,
  visLevels: visit.levelIds.length > 0 ? visit.levelIds.join(',') : null,
  facePhoto: photoPath(visit.photos.face),
  certPhoto: photoPath(visit.photos.cert),
  signaturePhoto: photoPath(visit.photos.signature),
  enterPlaceId: visit.enterPlaceId,
  email: visit.email,
  visEmpLastName: visit.lastName,
  carPlate: visit.carPlate,
  enterGoodsPhoto: photoPath(visit.photos.enterGoods),
  deptCode: visit.deptCode,
  visEmpPin: visit.pin,
  visitedEmpDept: visit.hostDeptName,
});

const visitorOf = (params: HostParams, name: string) => ({
  hostPin: params.persPersonPin,
  certType: params.certType,
  certNumber: params.certNum,
  name,
  lastName: params.visEmpLastName,
  phone: params.visitEmpPhone,
  email: params.email,
  company: params.company,
  carPlate: params.carPlate,
  visitReason: params.visitReason,
  deptCode: params.deptCode,
});

export const appointmentOf = (params: ReservationParams): Appointment => ({
  ...visitorOf(params, params.visitEmpName),
  startTime: params.visitDate,
  endTime: params.visitEndDate,
});

/** Decoding photos takes time and is done before the transaction. @throws Failure photoUnqualified */
export async function registrationOf(params: RegistrationParams): Promise<Registration> {
  const { visitorCount, startTime, endTime, cardNo, visLevels: levelIds, gender, enterPlaceId } = params;
  const photos = await photosOf({
    face: params.facePhoto,
    cert: params.certPhoto,
    signature: params.signaturePhoto,
    enterGoods: params.enterGoodsPhoto,
  });
  const when = { startTime, endTime };
  return {
    ...visitorOf(params, params.visEmpName),
    ...when,
    visitorCount,
    cardNo,
    levelIds,
    gender,
    enterPlaceId,
    photos,
  };
}

/** @throws Failure photoUnqualified, naming the photo */
export async function photosOf(
  said: Readonly<Record<VisitPhotoKind, string | undefined>>,
): Promise<Partial<Record<VisitPhotoKind, Buffer>>> {
  const photos: Partial<Record<VisitPhotoKind, Buffer>> = {};
  for (const [kind, base64] of Object.entries(said) as [VisitPhotoKind, string | undefined][]) {
    if (!base64) continue;
    try {
      photos[kind] = await readPhoto(base64);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure('photoUnqualified', `${kind}Photo: the photo is not qualified: ${error.message}`);
    }
  }
  return photos;
}

/** A day without a time means everything that begins on it. @throws Failure dateFormatInvalid, visitDateMissing */
export function visitDateOf(said: string): string {
  const at = wallClock(said, 'start', 'dateFormatInvalid');
  if (at === null) throw new Failure('visitDateMissing', 'visitDate is required');
  return said.includes(':') ? at : at.slice(0, 10);
}
