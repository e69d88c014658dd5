import { Failure, faulty } from '../../platform/errors.js';
import type { CardFacts } from './card.service.js';
import type { Person } from './person.entity.js';

/** Facts that are stored in the person's row unchanged. */
type Plain = Pick<
  Person,
  | 'name'
  | 'lastName'
  | 'gender'
  | 'birthday'
  | 'certType'
  | 'certNumber'
  | 'email'
  | 'mobilePhone'
  | 'hireDate'
  | 'ssn'
  | 'carPlate'
  | 'isDisabled'
  | 'isSendMail'
  | 'accStartTime'
  | 'accEndTime'
  | 'privilege'
  | 'extendedPass'
  | 'temporary'
  | 'verifyMode'
>;

type Input<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** The facts of a person in a request. A missing value stays as it is; an empty one clears it (API manual 2.13.7). */
export interface PersonFacts extends Input<Plain>, CardFacts {
  /** Empty = the default department. */
  readonly deptCode?: string | undefined;
  /** Password at a device's keypad. */
  readonly personPwd?: string | undefined;
  /** A JPEG; null deletes it. */
  readonly photo?: Buffer | null | undefined;
}

const plain = [
  'name',
  'lastName',
  'birthday',
  'certNumber',
  'email',
  'mobilePhone',
  'hireDate',
  'isDisabled',
  'isSendMail',
  'accStartTime',
  'accEndTime',
  'privilege',
  'extendedPass',
  'temporary',
  'verifyMode',
] as const satisfies (keyof Plain)[];

/** Columns in which null means "none". */
const nullable = ['ssn', 'carPlate'] as const satisfies (keyof Plain)[];

const genders = new Map(Object.entries({ '': '', m: 'M', f: 'F', male: 'M', female: 'F' }));

/** Devices take up to 23 characters, as user ids without blanks; for them 0 means no person. */
const legalPin = /^(?!0+$)[A-Za-z0-9_-]{1,23}$/;

/** @throws Failure pinMissing, pinInvalid */
export function checkPin(pin: string): void {
  if (pin === '') throw new Failure('pinMissing', 'Pin number cannot be empty');
  if (!legalPin.test(pin)) {
    const message = 'PIN exception: up to 23 letters, digits, dashes and underscores, not 0 alone';
    throw faulty({ field: 'pin', code: 'format', message }, 'pinInvalid');
  }
}

/** The columns that change, as they are stored. @throws Failure invalid */
export function columnsOf(facts: PersonFacts): Partial<Person> {
  const said = [
    ...plain.map((name) => [name, facts[name]] as const),
    ...nullable.map((name) => [name, facts[name] === '' ? null : facts[name]] as const),
    ['gender', facts.gender === undefined ? undefined : genderOf(facts.gender)] as const,
    ['certType', facts.certType === undefined ? undefined : certTypeOf(facts.certType)] as const,
  ];
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

function genderOf(text: string): string {
  const gender = genders.get(text.toLowerCase());
  if (gender === undefined)
    throw faulty({ field: 'gender', code: 'choice', message: 'gender must be M, F, male or female' });
  return gender;
}

/** The manual's two lists of numbers differ: a number of either list is stored as it was sent (docs/rules.md 5). */
function certTypeOf(text: string): string {
  if (!/^([1-8]|\d{4})?$/.test(text))
    throw faulty({
      field: 'certType',
      code: 'format',
      message: 'certType must be 1 to 8 or a number of four digits',
    });
  return text;
}

/** @throws Failure invalid */
export function checkPassword(password: string): void {
  if (!/^[\x21-\x7e]{1,16}$/.test(password)) {
    const message = 'personPwd must be up to 16 characters without blanks';
    throw faulty({ field: 'personPwd', code: 'format', message });
  }
}

/** @throws Failure timeRangeInvalid */
export function checkValidity(start: string | null | undefined, end: string | null | undefined): void {
  if (start && end && start > end) {
    const message = `accStartTime ${start} is later than accEndTime ${end}`;
    throw faulty({ field: 'accEndTime', code: 'order', message }, 'timeRangeInvalid');
  }
}
