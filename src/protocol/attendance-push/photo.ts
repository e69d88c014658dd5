import { isRealWall } from '../access-push/time.js';

/** A picture of a punch (Attendance PUSH 9.2). */
export interface PunchPhoto {
  readonly fileName: string;
  /** The device's wall clock, from the name; null if the name has no time. */
  readonly time: string | null;
  /** '' if nobody was recognised. */
  readonly pin: string;
  /** Sent at the moment it was taken, not later. */
  readonly isLive: boolean;
  readonly picture: Buffer;
}

const named = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:-(.*))?$/;
/** From a terminal for identity cards: the kind of picture, the pin and the number of the card (9.2). */
const ofCard = /^[0-4]-(.+)-(?:\d{15}|\d{17}[\dXx])$/;
const pinOf = (text: string) => (ofCard.exec(text)?.[1] ?? text).trim();
const marker = Buffer.from('CMD=');
const jpegBase64 = '/9j/';
const jpeg = Buffer.from([0xff, 0xd8]);
const longestHeader = 2_048;

interface Name {
  readonly time: string | null;
  readonly pin: string;
}

/** `20240305080122-1007.jpg`; a pin may contain dashes. */
function readName(fileName: string): Name {
  const bare = fileName.replace(/\.[A-Za-z0-9]{1,4}$/, '');
  const [, year, month, day, hour, minute, second, pin = ''] = named.exec(bare) ?? [];
  const wall = `${year ?? ''}-${month ?? ''}-${day ?? ''} ${hour ?? ''}:${minute ?? ''}:${second ?? ''}`;
  return isRealWall(wall) ? { time: wall, pin: pinOf(pin) } : { time: null, pin: '' };
}

const beginsJpeg = (bytes: Buffer) => bytes.subarray(0, jpeg.length).equals(jpeg);

/** Behind the line of CMD, which is the last one; -1 if there is none. */
function afterMarker(head: Buffer): number {
  const at = head.indexOf(marker);
  if (at < 0) return -1;
  const word = /^CMD=(?:uploadphoto|realupload)[\r\n]*/i.exec(head.subarray(at, at + 64).toString('latin1'))?.[0];
  return word === undefined ? -1 : at + word.length;
}

/** Where the picture begins: after the first NUL, or after the line of CMD if firmware sends none (9.2). */
function pictureStart(body: Buffer): number {
  if (beginsJpeg(body)) return 0;
  const head = body.subarray(0, longestHeader);
  const marked = afterMarker(head);
  // Without a NUL before the picture, the first one is inside it.
  if (marked >= 0 && beginsJpeg(body.subarray(marked))) return marked;
  const nul = head.indexOf(0);
  return nul >= 0 ? nul + 1 : marked;
}

function pictureIn(bytes: Buffer): Buffer {
  const head = bytes.subarray(0, jpegBase64.length).toString('latin1');
  return head === jpegBase64 ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes;
}

/**
 * Reads a body: lines of `name=value`, one NUL, and the picture, in bytes or in base64. Old firmware gives the name in
 * the address.
 * @param inAddress the value of PIN in the query
 * @returns null if there is no picture in it
 */
export function readPunchPhoto(body: Buffer, inAddress = ''): PunchPhoto | null {
  const start = pictureStart(body);
  const header = start < 0 ? '' : body.subarray(0, start).toString('latin1').replaceAll('\0', '');
  const fields = new Map(
    header.split(/[\r\n]+/).map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, Math.max(at, 0)).trim().toLowerCase(), line.slice(at + 1).trim()] as const;
    }),
  );
  const fileName = fields.get('pin') ?? inAddress.trim();
  const picture = pictureIn(body.subarray(Math.max(start, 0)));
  if (fileName === '' || picture.length === 0) return null;
  return { fileName, ...readName(fileName), isLive: /realupload/i.test(fields.get('cmd') ?? ''), picture };
}
