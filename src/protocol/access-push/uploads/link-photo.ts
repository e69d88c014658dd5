import { repairBase64 } from '../base64.js';
import { linesOf, numberOf, looseRecord } from './loose.js';

/** Pictures that a camera took because of a linkage (Access PUSH 7.15). */
export interface LinkPhoto {
  /** Index of the event. */
  readonly logIndex: number;
  /** Names of the pictures; there may be more names than pictures. */
  readonly names: readonly string[];
  /** The pictures in base64. */
  readonly photos: readonly string[];
  readonly video: LinkVideo | null;
}

interface LinkVideo {
  readonly channel: number;
  /** Seconds before and after the event. */
  readonly before: number;
  readonly after: number;
}

const videoForm = /^"?(\d{1,5})[-\s]+(\d{1,5})[-\s]+(\d{1,5})"?$/;

function videoOf(text: string): LinkVideo | null {
  const [, channel, before, after] = videoForm.exec(text) ?? [];
  return channel === undefined ? null : { channel: Number(channel), before: Number(before), after: Number(after) };
}

/** Several pictures come as several cells of one name, or as one cell with commas. */
function valuesOf(line: string, name: string): string[] {
  const begin = new RegExp(`^\\s*${name}=`, 'i');
  // Base64 may have blanks in place of `+`: only HT and the next known name end a value.
  return line
    .split(/\t| (?=(?:LogIndex|PhotoInfo|LinkVideo|PhotoData)=)/i)
    .filter((cell) => begin.test(cell))
    .flatMap((cell) => cell.replace(begin, '').split(/[,;]/))
    .map((value) => value.trim().replace(/^"|"$/g, ''))
    .filter((value) => value !== '');
}

/** Rows of `table=linkphotoinfo`; a row without the index of its event is left out. */
export const readLinkPhotos = (body: string): LinkPhoto[] =>
  linesOf(body).flatMap((line) => {
    const logIndex = numberOf(looseRecord(line), 'logindex');
    if (logIndex === null) return [];
    return [
      {
        logIndex,
        names: valuesOf(line, 'PhotoInfo'),
        photos: valuesOf(line, 'PhotoData').map(repairBase64),
        video: videoOf(valuesOf(line, 'LinkVideo')[0] ?? ''),
      },
    ];
  });
