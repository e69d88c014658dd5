/**
 * Limits for a JSON text beside its length: each value needs many times its characters in memory, and parsing cannot be
 * interrupted. A bulk call for a thousand persons has half of the limit.
 */
export const mostValues = 150_000;
/** Later code walks through a body by recursion. */
export const mostLevels = 32;
/** No number and no literal of JSON is longer. */
const longestScalar = 400;

export type JsonFault = 'values' | 'levels' | 'scalar';

const quote = 0x22;
const backslash = 0x5c;
const opens = new Set(Buffer.from('[{'));
const closes = new Set(Buffer.from(']}'));
const between = new Set(Buffer.from(',: \t\r\n'));

const kind = { scalar: 0, between: 1, opens: 2, closes: 3, quote: 4 } as const;

const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === quote) return kind.quote;
  if (opens.has(byte)) return kind.opens;
  if (closes.has(byte)) return kind.closes;
  return between.has(byte) ? kind.between : kind.scalar;
});

/** What a byte of each kind, in their order, adds to the number of values and to the level. */
const counts = [1, 0, 1, 0, 1];
const steps = [0, 0, 1, -1, 0];

function endOfString(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

function endOfScalar(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && kinds[bytes[at] ?? 0] === kind.scalar) at++;
  return at;
}

export interface JsonLook {
  /** Null if the text may be parsed, whether it is JSON or not. */
  readonly fault: JsonFault | null;
  /** Where integers of sixteen or more digits begin and end. */
  readonly longNumbers: readonly (readonly [start: number, end: number])[];
}

const zero = 0x30;
const nine = 0x39;
const minus = 0x2d;
const exactDigits = 15;

function isLongNumber(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] === minus ? start + 1 : start;
  if (end - first <= exactDigits) return false;
  for (let at = first; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < zero || byte > nine) return false;
  }
  return true;
}

/** Values and levels while they are counted. */
class Tally {
  private values = 0;
  private level = 0;

  add(found: number): JsonFault | null {
    this.values += counts[found] ?? 0;
    this.level += steps[found] ?? 0;
    if (this.values > mostValues) return 'values';
    return this.level > mostLevels ? 'levels' : null;
  }
}

/** Checks the bytes before anything is made of them. */
export function lookAtJson(bytes: Uint8Array): JsonLook {
  const longNumbers: [number, number][] = [];
  const tally = new Tally();
  for (let at = 0; at < bytes.length; at++) {
    const found = kinds[bytes[at] ?? 0] ?? 0;
    // Ten million blanks: nothing but this is done for each.
    if (found === kind.between) continue;
    const fault = tally.add(found);
    if (fault) return { fault, longNumbers };
    if (found === kind.quote) at = endOfString(bytes, at + 1);
    if (found !== kind.scalar) continue;
    const end = endOfScalar(bytes, at);
    if (end - at > longestScalar) return { fault: 'scalar', longNumbers };
    if (isLongNumber(bytes, at, end)) longNumbers.push([at, end]);
    at = end - 1;
  }
  return { fault: null, longNumbers };
}

const quoteMark = Buffer.from('"');

/** JSON.parse would change a card that is sent as a number of 64 bits: long integers become text first. */
export function withAllDigits(bytes: Buffer, { longNumbers }: JsonLook): Buffer {
  if (longNumbers.length === 0) return bytes;
  const parts: Buffer[] = [];
  let done = 0;
  for (const [start, end] of longNumbers) {
    parts.push(bytes.subarray(done, start), quoteMark, bytes.subarray(start, end), quoteMark);
    done = end;
  }
  return Buffer.concat([...parts, bytes.subarray(done)]);
}
