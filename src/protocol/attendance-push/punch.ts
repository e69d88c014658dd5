import { isTorn } from '../access-push/records.js';
import { realWall, wallClock } from '../access-push/time.js';

/**
 * One line of `table=ATTLOG` (Attendance PUSH 9.1): a person was recognised. Absent columns are null, and text after
 * the known columns is kept as it came.
 */
export interface Punch {
  readonly pin: string;
  /** `yyyy-MM-dd HH:mm:ss`, the device's wall clock. */
  readonly time: string;
  /** Punch state (appendix A4); 255 if no state key was pressed, null if the line does not have it. */
  readonly status: number | null;
  /** Verification method (appendix A5) by the device's own numbering. */
  readonly verify: number | null;
  /** '' for none. */
  readonly workCode: string;
  /** True or false if the device checks for masks. */
  readonly mask: boolean | null;
  /** As the device measured it, in its unit. */
  readonly temperature: string | null;
  /** The number of an unknown card, on terminals that send it (field 6 = 255). */
  readonly cardNo: string;
  /** Values after those above, as they came. */
  readonly rest: readonly string[];
}

const noValue = 255;
const cardByNumber = 3;
const classicCells = 7;
const idNumberLength = 10;
const epoch = /^\d{10}$/;
/** An offset or parts of a second may follow. */
const longestWall = 'yyyy-MM-dd HH:mm:ss'.length;
const nothingMeasured: ReadonlySet<string> = new Set(['', '0', '255', '0.0', '255.0']);

const whole = (cell: string | undefined): number | null => {
  const text = cell?.trim() ?? '';
  return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
};

/** `2024-03-05T08:01:22`; slashes and a Unix time occur, too (9.1, variants). */
function wallOf(cell: string): string | null {
  const text = cell.trim();
  // Seconds since 1970 are counted in GMT, and the line gives no zone.
  if (epoch.test(text)) return wallClock(new Date(Number(text) * 1_000), 'UTC');
  return realWall(text) ?? realWall(text.slice(0, longestWall));
}

/** A line that begins with the name of a column. */
const named = /^\s*[A-Za-z_]\w{0,39}\s?=/;
/** A named column follows a tab, or a blank or comma before the next name. */
const nextColumn = /\t|[ ,](?=[A-Za-z_]\w{0,39}\s?=)/;

/**
 * The names that firmware uses for the columns, in the order of their places; no firmware names the two before mask and
 * temperature.
 */
const columns: readonly (readonly string[])[] = [
  ['pin', 'userpin', 'userid', 'enrollnumber'],
  ['datetime', 'time', 'checktime', 'punchtime', 'attendancetime'],
  ['status', 'state', 'checktype', 'punchstate', 'inoutmode', 'inoutstate', 'inoutstatus'],
  ['verified', 'verify', 'verifytype', 'verifymode', 'verifycode'],
  ['workcode'],
  [],
  [],
  ['maskflag', 'mask'],
  ['temperature', 'convtemperature'],
];
const timePlace = 1;

function columnOf(cell: string): readonly [name: string, value: string] {
  const at = cell.indexOf('=');
  const name = cell.slice(0, Math.max(at, 0)).trim().toLowerCase().replaceAll('_', '');
  return [
    name,
    cell
      .slice(at + 1)
      .replace(/,$/, '')
      .trim(),
  ];
}

/** The name of the table, which no firmware needs here: it is no part of a pin. */
const tag = /^\s*ATTLOG[ \t]+/i;
/** Blanks in place of tabs: date and time are two words of such a line. */
const byBlanks = /^ *(\S+) +(\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{1,2}:\d{1,2})(?: +(.*))?$/;

function placedCells(line: string): string[] {
  const untagged = line.replace(tag, '');
  const [, pin, time, rest = ''] = untagged.includes('\t') ? [] : (byBlanks.exec(untagged) ?? []);
  return pin === undefined || time === undefined ? untagged.split('\t') : [pin, time, ...rest.split(/ +/)];
}

/** Some firmware names its columns, in any order; the names lead to the usual places. */
function cellsOf(line: string): string[] {
  if (!named.test(line)) return placedCells(line);
  const values = new Map(line.split(nextColumn).map(columnOf));
  const found = columns.map((names) => names.map((name) => values.get(name)).find((one) => one !== undefined));
  // The line must name a person: without such a column it is no punch.
  if (found[0] === undefined) return [];
  const cells = found.map((value) => value ?? '');
  const date = values.get('date');
  return date === undefined ? cells : cells.with(timePlace, `${date} ${cells[timePlace] ?? ''}`);
}

const workCodeOf = (cell: string | undefined) => (/^0*$/.test(cell?.trim() ?? '') ? '' : (cell?.trim() ?? ''));

/** Job codes 1 to 6 and tips 1 to 3 of the US line follow the columns that all have. */
const usCells = 16;

/** There is no mask and temperature where an identity card terminal has the card's number and the US line its codes. */
const hasHealth = (cells: readonly string[]) =>
  cells.length < usCells && (cells[classicCells]?.trim().length ?? 0) < idNumberLength;

function healthOf(cells: readonly string[]): Pick<Punch, 'mask' | 'temperature' | 'rest'> {
  const [mask, temperature, ...more] = cells.slice(classicCells);
  if (mask === undefined || !hasHealth(cells))
    return { mask: null, temperature: null, rest: cells.slice(classicCells) };
  const flag = whole(mask);
  const measured = temperature?.trim() ?? '';
  return {
    mask: flag === null || flag === noValue ? null : flag === 1,
    temperature: nothingMeasured.has(measured) ? null : measured,
    rest: more,
  };
}

/** A TAB after the last column is common; the US line's last columns may be empty themselves. */
function withoutTail(cells: readonly string[]): readonly string[] {
  if (cells.length === usCells) return cells;
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, Math.max(last + 1, 2));
}

/**
 * Reads one line without its line end. Only pin and time are required. Leading values are not trimmed, because an empty
 * pin must stay an empty pin.
 * @returns null if it is no punch: no time that exists, no second value, or a NUL inside a value
 */
export function readPunch(line: string): Punch | null {
  if (line.includes('\0')) return null;
  const cells = withoutTail(cellsOf(line));
  const [pin = '', time = '', status, verify, workCode, reserved] = cells;
  const wall = wallOf(time);
  if (wall === null) return null;
  const method = whole(verify);
  const isCard = whole(reserved) === noValue && method === cardByNumber;
  return {
    pin: pin.trim(),
    time: wall,
    status: whole(status),
    verify: method,
    workCode: isCard ? '' : workCodeOf(workCode),
    cardNo: isCard ? pin.trim() : '',
    ...healthOf(cells),
  };
}

/**
 * The lines of a body: CR LF, LF and empty lines alike. A NUL that fills a field is taken out; inside a value it stays,
 * because without it the value would be another: of `7<NUL>8` another person.
 */
export const linesOf = (body: string): string[] =>
  body
    .split(/\r\n|\r|\n/)
    .map((line) => (line.includes('\0') && !isTorn(line) ? line.replaceAll('\0', '') : line))
    .filter((line) => line.replaceAll('\0', '').trim() !== '');
