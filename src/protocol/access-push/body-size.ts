/** What a body holds beside its bytes. */
interface BodySize {
  readonly bytes: number;
  readonly lines: number;
  /** Marks between names and values: `=`, `&`, HT and commas. */
  readonly marks: number;
  /** The most separators in one line, without commas: base64 text may have been broken by commas. */
  readonly widest: number;
  readonly mostCommas: number;
  readonly longestLine: number;
}

/** The limits for a body; 0 = not checked. */
export type SizeLimits = Partial<BodySize>;

/**
 * Rows: a backlog of a quarter of a million, none wider than any table, and none longer than the largest photo. They
 * are read in slices, so their total does not matter.
 */
export const rowLimits: SizeLimits = { lines: 250_000, widest: 2_000, mostCommas: 50_000, longestLine: 9_000_000 };
/** Lists of options, results of commands and single reports are read at once. */
export const listLimits: SizeLimits = { bytes: 4_000_000, lines: 20_000, marks: 20_000 };

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const lineEnd = 4;
/** 1 = separates names and values, 2 = a comma. */
const marks = new Uint8Array(256);
for (const byte of Buffer.from('=&\t')) marks[byte] = 1;
for (const byte of Buffer.from(',')) marks[byte] = 2;
for (const byte of [lineFeed, carriageReturn]) marks[byte] = lineEnd;

/** How often a long line is checked while it is being counted. */
const lookEvery = 0xffff;

/** Shortly before the end of each megabyte others may have their turn. */
const [stepMask, stepEnd] = [0xf_ffff, 0xf_0000];

/** Looks at each byte once, before anything is parsed, and stops as soon as a limit is exceeded. */
function* sizeOf(body: Uint8Array, isOver: (size: BodySize) => boolean): Generator<void, BodySize> {
  const size = { bytes: body.length, lines: 1, marks: 0, widest: 0, mostCommas: 0, longestLine: 0 };
  let [width, commas, start] = [0, 0, 0];
  const note = (at: number) => {
    size.widest = Math.max(size.widest, width);
    size.mostCommas = Math.max(size.mostCommas, commas);
    size.longestLine = Math.max(size.longestLine, at - start);
  };
  for (let at = 0; at < body.length; at++) {
    const mark = marks[body[at] ?? 0] ?? 0;
    if (mark === lineEnd) {
      size.lines++;
      note(at);
      [width, commas, start] = [0, 0, at + 1];
    } else {
      width += mark & 1;
      commas += mark >> 1;
      if (mark !== 0) size.marks++;
    }
    if ((at & lookEvery) !== 0) continue;
    note(at);
    if (isOver(size)) return size;
    if ((at & stepMask) === stepEnd) yield;
  }
  note(body.length);
  return size;
}

const words: Readonly<Record<keyof BodySize, string>> = {
  bytes: 'bytes',
  lines: 'lines',
  marks: 'values',
  widest: 'values in a line',
  mostCommas: 'commas in a line',
  longestLine: 'bytes in a line',
};

/** Bodies below this hold too little of anything to matter. */
const unlooked = 16 * 1024;

/**
 * Step by step, because ten megabytes take longer than others should wait.
 * @returns the limit that is exceeded, in words; null if the body may be read
 */
export function* excessSteps(body: Uint8Array, limits: SizeLimits): Generator<void, string | null> {
  if (body.length <= unlooked) return null;
  const names = Object.keys(limits) as (keyof BodySize)[];
  const overIn = (size: BodySize) => names.find((name) => size[name] > (limits[name] ?? Infinity));
  const over = overIn(yield* sizeOf(body, (size) => overIn(size) !== undefined));
  return over === undefined ? null : `more than ${limits[over]} ${words[over]}`;
}
