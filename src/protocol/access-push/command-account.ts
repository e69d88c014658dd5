import { asCommand } from './command.js';
import { isRealWall } from './time.js';

/** Which records of `transaction` a device should send once more (9.2): all after an index, or a range of them. */
export type AccountRange =
  | {
      readonly maxIndex: number;
      /** A PULL SDK device packs the records and sends them by querydata (9.2.1); a controller by cdata and file. */
      readonly packed?: boolean;
    }
  | { readonly startIndex: number; readonly endIndex: number }
  /** Wall clock, `yyyy-MM-dd HH:mm:ss`. */
  | { readonly startTime: string; readonly endTime: string };

function index(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an index: ${value}`);
  return value;
}

function wall(value: string): string {
  if (!isRealWall(value)) throw new RangeError(`not a time: "${value}"`);
  return value.replace('T', ' ');
}

function rangeText(range: AccountRange): string {
  if ('maxIndex' in range) return `${range.packed ? 'ContentType=tgz ' : ''}MaxIndex=${index(range.maxIndex)}`;
  if ('startIndex' in range) return `StartIndex=${index(range.startIndex)}\tEndIndex=${index(range.endIndex)}`;
  return `StartTime=${wall(range.startTime)}\tEndTime=${wall(range.endTime)}`;
}

/** `ACCOUNT transaction ...` in its four forms. @throws RangeError for text that is no index or no time */
export const account = (range: AccountRange) => asCommand(`ACCOUNT transaction ${rangeText(range)}`);
