import { encodeUser, type TerminalUser, type UserWidth } from './users.js';
import { writeText, type Encoding } from './text.js';

/** A finger as a terminal keeps it. The template is opaque. */
export interface Finger {
  readonly uid: number;
  /** 0 to 4 the left hand from the little finger, 5 to 9 the right from the thumb. */
  readonly finger: number;
  /** 0 not valid, 1 valid, 3 under duress. */
  readonly flag: number;
  readonly template: Buffer;
}

const headBytes = 6;
/** No template is longer than this. */
export const longestTemplate = 64 * 1024;

/** No table has more; a terminal that announces more has templates of no bytes. */
export const mostFingers = 100_000;

/**
 * Size, place, finger and flag come before each template of the table. An impossible size ends it, and so does the
 * first template above the limit.
 */
export function decodeFingers(table: Buffer): Finger[] {
  const fingers: Finger[] = [];
  for (let at = 0; at + headBytes <= table.length && fingers.length <= mostFingers;) {
    const size = table.readUInt16LE(at);
    if (size < headBytes || at + size > table.length) break;
    fingers.push({
      uid: table.readUInt16LE(at + 2),
      finger: table.readUInt8(at + 4),
      flag: table.readUInt8(at + 5),
      template: table.subarray(at + headBytes, at + size),
    });
    at += size;
  }
  return fingers;
}

export function encodeFinger({ uid, finger, flag, template }: Finger): Buffer {
  if (template.length === 0 || template.length > longestTemplate - headBytes - 1) {
    throw new RangeError(`a template of ${template.length} bytes`);
  }
  const head = Buffer.alloc(headBytes);
  head.writeUInt16LE(headBytes + template.length, 0);
  head.writeUInt16LE(uid, 2);
  head.writeUInt8(finger, 4);
  head.writeUInt8(flag, 5);
  return Buffer.concat([head, template]);
}

/** Which finger of which user: in the request for one template, and at its end. */
export function fingerPlace(uid: number, finger: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUInt16LE(uid, 0);
  bytes.writeUInt8(finger, 2);
  return bytes;
}

/** The same by the id that people type. */
export const fingerPlaceById = (userId: string, finger: number): Buffer =>
  Buffer.concat([writeText(userId, 24), Buffer.from([finger])]);

/** A single template is followed by a byte 1, on some firmware with six zeros before that. */
export function readSingleTemplate(bytes: Buffer): Buffer {
  const body = bytes.at(-1) === 1 ? bytes.subarray(0, -1) : bytes;
  return body.length > 6 && body.subarray(-6).every((byte) => byte === 0) ? body.subarray(0, -6) : body;
}

/** `TMP_WRITE`: which finger the uploaded bytes are. */
export function templateWrite({ uid, finger, flag, template }: Finger): Buffer {
  const bytes = Buffer.alloc(headBytes);
  bytes.writeUInt16LE(uid, 0);
  bytes.writeUInt8(finger, 2);
  bytes.writeUInt8(flag, 3);
  bytes.writeUInt16LE(template.length, 4);
  return bytes;
}

/** What SAVE_USERTEMPS says about the upload before it. */
export const saveTemplates = Buffer.from('0c00000000000800', 'hex');

export interface UserWithFingers {
  readonly user: TerminalUser;
  readonly fingers: readonly Pick<Finger, 'finger' | 'template'>[];
}

/** Users and their templates in one upload: users, a table of where each template begins, templates. */
export function encodeUsersAndFingers(
  people: readonly UserWithFingers[],
  width: UserWidth,
  encoding?: Encoding,
): Buffer {
  const users = people.map(({ user }) => Buffer.concat([Buffer.from([2]), encodeUser(user, width, encoding)]));
  const places: Buffer[] = [];
  const templates: Buffer[] = [];
  let offset = 0;
  for (const { user, fingers } of people) {
    for (const { finger, template } of fingers) {
      const place = Buffer.alloc(8);
      place.writeUInt8(2, 0);
      place.writeUInt16LE(user.uid, 1);
      place.writeUInt8(0x10 + finger, 3);
      place.writeUInt32LE(offset, 4);
      const size = Buffer.alloc(2);
      size.writeUInt16LE(template.length);
      places.push(place);
      templates.push(size, template);
      offset += 2 + template.length;
    }
  }
  const parts = [users, places, templates].map((part) => Buffer.concat(part));
  const head = Buffer.alloc(12);
  parts.forEach((part, at) => head.writeUInt32LE(part.length, at * 4));
  return Buffer.concat([head, ...parts]);
}

export interface UploadedParts {
  readonly users: Buffer;
  readonly fingers: Finger[];
}

/** The reader of that upload; null if its lengths do not agree. */
export function readUsersAndFingers(bytes: Buffer): UploadedParts | null {
  if (bytes.length < 12) return null;
  const [userBytes, placeBytes, templateBytes] = [bytes.readUInt32LE(0), bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
  if (12 + userBytes + placeBytes + templateBytes > bytes.length) return null;
  const users = bytes.subarray(12, 12 + userBytes);
  const places = bytes.subarray(12 + userBytes, 12 + userBytes + placeBytes);
  const templates = bytes.subarray(12 + userBytes + placeBytes, 12 + userBytes + placeBytes + templateBytes);
  const fingers: Finger[] = [];
  for (let at = 0; at + 8 <= places.length; at += 8) {
    const template = templateAt(templates, places.readUInt32LE(at + 4));
    if (template === null) return null;
    fingers.push({ uid: places.readUInt16LE(at + 1), finger: places.readUInt8(at + 3) & 0x0f, flag: 1, template });
  }
  return { users, fingers };
}

function templateAt(templates: Buffer, offset: number): Buffer | null {
  if (offset + 2 > templates.length) return null;
  const end = offset + 2 + templates.readUInt16LE(offset);
  return end > templates.length ? null : templates.subarray(offset + 2, end);
}

/** The request for all faces of one person. */
export function faceRequest(userId: string): Buffer {
  return Buffer.concat([writeText(userId, 24), Buffer.from([0, 50, 0, 0])]);
}

/** The request for the photo of a person. */
export const photoRequest = (userId: string): Buffer => Buffer.from(`${userId.replaceAll('\0', '')}.jpg\0`);
