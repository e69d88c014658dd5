import { fieldError } from '../../platform/errors.js';
import type { Device } from './device.entity.js';

type Value = string | number | boolean;

/** What values a quirk accepts; the sentence describes them to the operator. */
interface Rule {
  readonly name: RegExp;
  readonly is: (value: Value) => boolean;
  readonly says: string;
}

const flag = { is: (value: Value) => typeof value === 'boolean', says: 'true or false' };
const int = (low: number, high: number) => ({
  is: (value: Value) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high,
  says: `a whole number from ${low} to ${high}`,
});

/** Behaviour of firmware that differs, as far as operators can set it. */
const rules: readonly Rule[] = [
  /** Seconds between two polls. */
  { name: /^requestDelay$/, ...int(1, 60) },
  /** Commands that one poll may carry: some firmware drops all but the first. */
  { name: /^commandsPerPoll$/, ...int(1, 10) },
  /** Its clock is not set: some models stop synchronising their time after that. */
  { name: /^keepClock$/, ...flag },
  /** It gets no daylight saving rules: its clock is set instead. */
  { name: /^noSummerTime$/, ...flag },
  /** It ignores the code for all doors (Access PUSH 9.4): each door gets a command of its own. */
  { name: /^doorByDoor$/, ...flag },
  /** An UPDATE of a time zone replaces the old one: no DELETE is sent first, so the time zone is never missing. */
  { name: /^zonesOverwrite$/, ...flag },
  /**
   * Rows of expansion boards are sent without the name of their table, as the manual prints them (Access PUSH 9.1.1).
   */
  { name: /^namelessBoards$/, ...flag },
  /** Its word for yes in remote identification is SUCCEED. */
  { name: /^authSucceed$/, ...flag },
  /** The national standard level that it is given: it only connects if that is its own (Access PUSH 4.5). */
  { name: /^svrNSLevel$/, ...int(0, 4) },
  /**
   * The code page of names on an attendance terminal that uses neither UTF-8 nor the code page of its menu language.
   */
  {
    name: /^codePage$/,
    is: (value) => typeof value === 'string' && /^[A-Za-z][\w-]{1,31}$/.test(value),
    says: 'the name of a code page, such as windows-1256',
  },
  /** An attendance terminal asks the gateway whether what it has recognised counts (Attendance PUSH 13). */
  { name: /^backgroundVerification$/, ...flag },
  /** An attendance terminal reads the names of TransFlag separated by blanks, not by tabs. */
  { name: /^transFlagBlanks$/, ...flag },
  /** An attendance terminal uses the verification numbers of old ones: 0 password, 1 finger, 2 card. */
  { name: /^classicVerify$/, ...flag },
  /** Uploads of this table are answered OK, without the count. */
  { name: /^plainOk\.[a-z0-9]{1,64}$/, ...flag },
];

/** Merges given quirks into the stored ones; null removes one. @throws Failure invalid, naming the field */
export function withQuirks(old: Device['quirks'], said: Readonly<Record<string, unknown>>): Device['quirks'] {
  for (const [name, value] of Object.entries(said)) {
    const rule = rules.find((candidate) => candidate.name.test(name));
    if (!rule) throw fieldError(`quirks.${name}`, 'is no quirk that is known');
    if (value !== null && !rule.is(value as Value)) throw fieldError(`quirks.${name}`, `must be ${rule.says}`);
  }
  const both = Object.entries({ ...old, ...said }).filter(([, value]) => value !== null);
  return Object.fromEntries(both) as Device['quirks'];
}
