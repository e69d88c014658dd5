import { isRealWall, wallClock } from '../access-push/time.js';

/**
 * One line of `table=ATTLOG` (Attendance PUSH 9.1): somebody was recognised. Absent columns are null, and what stands
 * behind the columns that are known is kept as it came.
 */
export interface Punch {
  readonly pin: string;
  /** `yyyy-MM-dd HH:mm:ss`, the device's wall clock. */
  readonly time: string;
  /** Punch state (appendix A4); 255 where no state key was pressed, null where the line does not say. */
  readonly status: number | null;
  /** Verification method (appendix A5) by the device's own numbering. */
  readonly verify: number | null;
  /** '' for none. */
  readonly workCode: string;
  /** True or false where the device looks for masks. */
  readonly mask: boolean | null;
  /** As the device measured it, in its unit. */
  readonly temperature: string | null;
  /** The card of a terminal that sends the number of one that it does not know (field 6 = 255). */
  readonly cardNo: string;
  /** Cells behind those above, as they came. */
  readonly rest: readonly string[];
}

const noValue = 255;
const cardByNumber = 3;
const classicCells = 7;
const idNumberLength = 10;
const epoch = /^\d{10}$/;
const nothingMeasured: ReadonlySet<string> = new Set(['', '0', '255', '0.0', '255.0']);

const whole = (cell: string | undefined): number | null => {
  const text = cell?.trim() ?? '';
  return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
};

/** `2024-03-05T08:01:22`, slashes and a Unix time are met, too (9.1, variants). */
function wallOf(cell: string): string | null {
  const text = cell.trim();
  // What counts seconds from 1970 counts them in GMT, and no zone stands beside it.
  if (epoch.test(text)) return wallClock(new Date(Number(text) * 1_000), 'UTC');
  const wall = text.replaceAll('/', '-').replace('T', ' ').slice(0, 19);
  return isRealWall(wall) ? wall : null;
}

/** A line that begins with the name of a column. */
const named = /^\s*[A-Za-z_]\w{0,39}\s?=/;
/** Named columns stand behind a tab, or behind a blank or comma before the next name. */
const nextColumn = /\t|[ ,](?=[A-Za-z_]\w{0,39}\s?=)/;

/** What firmware calls the columns, in the order of their places; nobody names the two before mask and temperature. */
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

/** Odd firmware names its columns, in any order; the names lead back to their places. */
function cellsOf(line: string): string[] {
  if (!named.test(line)) return line.split('\t');
  const values = new Map(line.split(nextColumn).map(columnOf));
  const found = columns.map((names) => names.map((name) => values.get(name)).find((one) => one !== undefined));
  // Whose punch it is has to be said: where no column tells, the line is none.
  if (found[0] === undefined) return [];
  const cells = found.map((value) => value ?? '');
  const date = values.get('date');
  return date === undefined ? cells : cells.with(timePlace, `${date} ${cells[timePlace] ?? ''}`);
}

const workCodeOf = (cell: string | undefined) => (/^0*$/.test(cell?.trim() ?? '') ? '' : (cell?.trim() ?? ''));

/** Job codes 1 to 6 and tips 1 to 3 of the US line stand behind what all have. */
const usCells = 16;

/** Where an identity card terminal has the card's number and the US line its codes there are no mask and temperature. */
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

/** A TAB behind the last column is common; the US line's last columns may be empty themselves. */
function withoutTail(cells: readonly string[]): readonly string[] {
  if (cells.length === usCells) return cells;
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, Math.max(last + 1, 2));
}

/**
 * Reads one line without its line end. Only pin and time are needed, and leading cells are not trimmed away: an empty
 * pin is an empty pin.
 * @returns null where it says no punch: no time that exists, or no second cell
 */
export function readPunch(line: string): Punch | null {
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

/** The lines of a body: CR LF, LF and empty lines alike. */
export const linesOf = (body: string): string[] =>
  body
    .replaceAll('\0', '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
