import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Text, Texts, Wall } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import { PinQuery } from './card.dto.js';
import type { PersonFacts } from './person-facts.js';
import type { ListedPerson, PersonRecord } from './person-list.service.js';
import { readPhoto } from './photo.js';

/** Base64 of ten megabytes. */
const photoLength = 14_000_000;

export class PhotoParams extends PinQuery {
  @Text('Photo, JPEG or PNG in base64', { max: photoLength }) personPhoto?: string;
}

/** Every fact of a person. A missing value stays as it is, an empty text clears it. */
export class PersonParams extends PhotoParams {
  @Text('Department code; empty = the default department', { max: 100, example: '1' }) deptCode?: string;
  @Text('First name', { max: 100 }) name?: string;
  @Text('Last name', { max: 100 }) lastName?: string;
  @Text('M or F', { example: 'F' }) gender?: string;
  @Text('Main card, decimal; empty takes it away', { example: '123456789' }) cardNo?: string;
  @Texts('Further cards with commas between them', { example: '987643,2233452' }) supplyCards?: string[];
  @Texts('Access levels with commas between their ids; replaces those the person has') accLevelIds?: string[];
  @Wall('Access begins', 'start') accStartTime?: string | null;
  @Wall('Access ends', 'end') accEndTime?: string | null;
  @Day('Date of birth') birthday?: string | null;
  @Text('Plates with commas between them') carPlate?: string;
  @Text('Number of the certificate') certNumber?: string;
  @Text('Kind of the certificate', { example: '2' }) certType?: string;
  @Text('Mail address') email?: string;
  @Day('Hired on') hireDate?: string | null;
  @Flag('Whether access is forbidden') isDisabled?: boolean;
  @Flag('Whether mails are sent') isSendMail?: boolean;
  @Text('Phone number', { max: 40 }) mobilePhone?: string;
  @Text('Password at a device', { example: '123456' }) personPwd?: string;
  @Text('Social security number', { max: 100 }) ssn?: string;
}

export class LeaveParams extends PinQuery {
  @Day('Leaves on; without it today') leaveDate?: string | null;
  @Text('Kind of leave', { max: 50, example: '1' }) leaveType?: string;
}

export class PersonDeleteParams {
  @Text('Person number') pin?: string;
  @Texts('Several person numbers') pins?: string[];
  @Text('Names a template, never a person') templateNo?: string;
}

export class PersonsDeleteParams {
  @Texts('Person numbers with commas between them, at most 500', { aliases: ['pin'] }) pins?: string[];
}

export class DetectFaceParams {
  @Text('Photo, JPEG or PNG in base64', { max: photoLength, missing: 'photoInvalid' }) personPhoto!: string;
}

export class PersonNameQuery {
  @Text('First name, or first and last name with a blank', { missing: 'invalid' }) name!: string;
}

export class PersonListParams extends PageQuery {
  @Texts('Person numbers with commas between them') pins?: string[];
  @Texts('Department codes with commas between them') deptCodes?: string[];
  @Text('Part of the first name') name?: string;
  @Text('Part of the last name') lastName?: string;
}

const text = { type: String, nullable: true };

export class PersonDto {
  @ApiProperty({ example: '1234' }) pin!: string;
  @ApiProperty({ example: '1' }) deptCode!: string;
  @ApiProperty({ example: 'Department Name' }) deptName!: string;
  @ApiProperty() name!: string;
  @ApiProperty() lastName!: string;
  @ApiProperty({ description: 'M, F or empty' }) gender!: string;
  @ApiProperty() cardNo!: string;
  @ApiProperty() supplyCards!: string;
  @ApiProperty(text) birthday!: string | null;
  @ApiProperty() isSendMail!: boolean;
  @ApiProperty() mobilePhone!: string;
  @ApiProperty(text) carPlate!: string | null;
  @ApiProperty() email!: string;
  @ApiProperty(text) ssn!: string | null;
  @ApiProperty(text) accLevelIds!: string | null;
  @ApiProperty(text) accStartTime!: string | null;
  @ApiProperty(text) accEndTime!: string | null;
  @ApiProperty() certType!: string;
  @ApiProperty() certNumber!: string;
  @ApiProperty(text) hireDate!: string | null;
  @ApiProperty() isDisabled!: boolean;
  @ApiProperty() vislightPhotoPath!: string;
}

/** With the photo of the person. */
export class PersonOwnPhotoDto extends PersonDto {
  @ApiProperty({ description: 'JPEG in base64; empty where there is none' }) personPhoto!: string;
}

/** With both photos; they are the same if no device took one. */
export class PersonPhotoDto extends PersonOwnPhotoDto {
  @ApiProperty({ description: 'JPEG in base64' }) vislightPhoto!: string;
}

/** The record of the paged list. */
export class PersonRecordDto extends PersonPhotoDto {
  @ApiProperty() id!: string;
  @ApiProperty({ description: 'Always empty: passwords are not given away' }) selfPwd!: string;
  @ApiProperty({ description: 'Always empty: passwords are not given away' }) personPwd!: string;
  @ApiProperty() photoPath!: string;
}

/** The path that the manual prints; nobody can guess the name. */
const photoPath = (photoName: string | null) => (photoName ? `/upload/pers/user/cropface/${photoName}.jpg` : '');

/** Facts that only concern devices, and the leave date, are not among the vendor's fields. */
export function personDto({
  id: _,
  privilege: __,
  extendedPass: ___,
  temporary: ____,
  verifyMode: _____,
  leaveDate: ______,
  leaveType: _______,
  photoName,
  ...facts
}: PersonRecord & Partial<ListedPerson>) {
  return { ...facts, vislightPhotoPath: photoPath(photoName) };
}

interface Photos {
  readonly own?: Buffer | undefined;
  /** The later photo of a device, which devices then use for face comparison. */
  readonly comparison?: { readonly name: string; readonly photo: Buffer } | undefined;
}

export const base64 = (photo: Buffer | undefined) => photo?.toString('base64') ?? '';

const withComparison = (record: PersonRecord, { own, comparison }: Photos) => ({
  ...personDto(record),
  vislightPhoto: base64(comparison?.photo ?? own),
  vislightPhotoPath: photoPath(comparison?.name ?? record.photoName),
});

export const withPhotos = (record: PersonRecord, photos: Photos) => ({
  ...withComparison(record, photos),
  personPhoto: base64(photos.own),
});

/** The paged list has the path of the comparison photo instead of the photo, as the manual's sample does. */
export const fullRecord = (
  record: PersonRecord,
  comparisonName: string | undefined,
  own?: Buffer,
): PersonRecordDto => ({
  id: record.id,
  ...withPhotos(record, {}),
  personPhoto: base64(own),
  selfPwd: '',
  personPwd: '',
  photoPath: photoPath(record.photoName),
  vislightPhotoPath: photoPath(comparisonName ?? record.photoName),
});

/** Decoding a photo takes time and is done before the transaction. @throws Failure photoInvalid */
export async function factsOf({ pin: _, accLevelIds: __, personPhoto, ...facts }: PersonParams): Promise<PersonFacts> {
  if (personPhoto === undefined) return facts;
  return { ...facts, photo: personPhoto === '' ? null : await readPhoto(personPhoto) };
}
