/** What follows from an answer to a command (Attendance PUSH 11.5, appendix A1). */
export type AttOutcome = 'done' | 'gone' | 'person' | 'content' | 'full' | 'never' | 'again';

const meanings: ReadonlyMap<number, string> = new Map([
  [0, 'done'],
  [-1, 'wrong parameter, or nothing of that name'],
  [-2, 'picture of another size, or wrong operation'],
  [-3, 'memory of the device could not be read or written'],
  [-4, 'no matching data'],
  [-5, 'no space'],
  [-6, 'data invalid'],
  [-9, 'template of another length'],
  [-10, 'no such user on the device'],
  [-11, 'template of a wrong form'],
  [-12, 'template invalid'],
  [-22, 'unknown command'],
  [-30, 'template of another algorithm'],
  [-31, 'empty data'],
  [-1001, 'device is full'],
  [-1002, 'not supported'],
  [-1003, 'took too long'],
  [-1004, 'not with this configuration'],
  [-1005, 'busy'],
  [-1006, 'data too long'],
  [-1007, 'out of memory'],
  [-1008, 'could not be fetched from the server'],
]);

/** Answers to ENROLL_*: here a number above 0 is a reason and no success (12.7). */
const enrolments: ReadonlyMap<number, string> = new Map([
  [2, 'enrolled already'],
  [4, 'failed'],
  [5, 'in the database already, or too late'],
  [6, 'cancelled'],
  [7, 'busy'],
]);

const isEnrolment = (command: string) => /^ENROLL_/i.test(command);

/** The meaning of a code, in words. */
export function returnMeaning(code: number, command: string): string {
  if (code > 0 && isEnrolment(command)) return enrolments.get(code) ?? `reason ${code}`;
  if (code > 0) return `${code} of them`;
  return meanings.get(code) ?? `code ${code}`;
}

const never: ReadonlySet<number> = new Set([-22, -1002, -1004]);
const content: ReadonlySet<number> = new Set([-2, -6, -9, -11, -12, -30, -31, -1006]);
const full: ReadonlySet<number> = new Set([-5, -1001, -1007]);
const goneByDelete: ReadonlySet<number> = new Set([-1, -4, -10]);
const deletes = /^DATA (?:DELETE|DEL_USER|DEL_FP)\b/i;
/** The memory could not be written: of a user that means what it says, of a template that there was none (11.5). */
const deletesTemplate = /^DATA (?:DELETE (?!USERINFO\b)|DEL_FP\b)/i;
const updatesFinger = /^DATA UPDATE FINGERTMP\b/i;

/** Codes with another meaning for these commands (11.5): if there is nothing to delete, the aim is reached. */
const special: readonly { readonly to: RegExp; readonly codes: ReadonlySet<number>; readonly outcome: AttOutcome }[] = [
  { to: deletes, codes: goneByDelete, outcome: 'gone' },
  { to: deletesTemplate, codes: new Set([-3]), outcome: 'gone' },
  { to: updatesFinger, codes: new Set([-3]), outcome: 'content' },
  { to: /^SET OPTION\b/i, codes: new Set([-1]), outcome: 'never' },
];

const usual: readonly (readonly [ReadonlySet<number>, AttOutcome])[] = [
  [new Set([-10]), 'person'],
  [content, 'content'],
  [never, 'never'],
  [full, 'full'],
];

function failureOf(code: number, command: string): AttOutcome {
  const found = special.find(({ to, codes }) => codes.has(code) && to.test(command));
  return found?.outcome ?? usual.find(([codes]) => codes.has(code))?.[1] ?? 'again';
}

/**
 * @param command the text that was sent: a device's own echo of it differs from firmware to firmware (11.4)
 * @returns done; gone: there was nothing to delete; person: the user must be sent first; content: this template or
 * picture will never be accepted; full; never: unknown to this firmware; again: worth another try
 */
export function outcomeOf(code: number | null, command: string): AttOutcome {
  if (code === null) return 'again';
  if (code >= 0) return code > 0 && isEnrolment(command) ? 'again' : 'done';
  // An empty answer to a query is an answer (11.5).
  if (code === -1 && /^DATA QUERY\b/i.test(command)) return 'done';
  return failureOf(code, command);
}

/** Codes that firmware also has for what it could not do (appendix A1). */
const vague: ReadonlySet<number> = new Set([-1, -3]);

/** A DELETE is said to have found nothing, in a code that may mean something else. */
export const isDoubtfullyGone = (code: number, command: string): boolean =>
  vague.has(code) && outcomeOf(code, command) === 'gone';
