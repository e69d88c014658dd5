/** Values by which a person can be recognised in a text. */
export interface Traces {
  readonly pin: string;
  /** First and last name, as far as there are any. */
  readonly names: readonly string[];
  /** Cards, mail, telephone, plate: nobody else has the same. */
  readonly values: readonly string[];
}

const personal = /name|card|mail|phone|mobile|^tel|plate|carnumber|birthday|^ssn$|cert/i;
const ofOthers = /^(?:dept|department|area|level|device|dev|door|host|zone)/i;

const isPersonal = (key: string) => personal.test(key) && !ofOthers.test(key);

const pinKey = /pin$/i;

/** @returns what is left of it, or null if nothing in it is about this person */
export function emptied(detail: object, traces: Traces): object | null {
  const isAbout = namesPin(detail, traces.pin) || hasBothNames(detail, traces.names);
  const left = strip('', detail, isAbout, traces) as object;
  return JSON.stringify(left) === JSON.stringify(detail) ? null : left;
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? (Object.entries(value) as [string, unknown][]) : [];

/** Pins and cards may be numbers, too. */
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const namesPin = (value: unknown, pin: string): boolean =>
  entriesOf(value).some(([key, part]) =>
    typeof part === 'object' ? namesPin(part, pin) : pinKey.test(key) && textOf(part) === pin,
  );

const hasBothNames = (value: unknown, names: readonly string[]): boolean => {
  const texts = entriesOf(value).map(([, part]) => part);
  return (
    (names.length > 1 && names.every((name) => texts.includes(name))) ||
    texts.some((part) => typeof part === 'object' && hasBothNames(part, names))
  );
};

function strip(key: string, value: unknown, isAbout: boolean, traces: Traces): unknown {
  if (Array.isArray(value)) return value.map((part) => strip(key, part, isAbout, traces));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(entriesOf(value).map(([name, part]) => [name, strip(name, part, isAbout, traces)]));
  return isTrace(key, value, isAbout, traces) ? '' : value;
}

/** Shorter ones also occur in numbers that have nothing to do with the person. */
const shortestInText = 5;

/** Texts with several facts, such as a command or a cut-off text, are deleted whole if they are about this person. */
function isTrace(key: string, part: unknown, isAbout: boolean, { pin, values }: Traces): boolean {
  const text = textOf(part);
  if (text === '') return false;
  if (isPersonal(key) && (isAbout || values.includes(text))) return true;
  const isIn = (value: string) => value.length >= shortestInText && text.includes(value);
  return /[\s{[=]/.test(text) && (values.some(isIn) || saysPin(text, pin));
}

const saysPin = (text: string, pin: string) =>
  new RegExp(`pin"?\\s*[:=]\\s*"?${pin.replace(/\W/g, '\\$&')}(?![A-Za-z0-9])`, 'i').test(text);
