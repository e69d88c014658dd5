import type { OldRow } from './old-list.js';
import { cardOf, clockOf, dayOf, flagOf, isNoCard, listOf, said, textOf } from './old-values.js';

/** A value of a person that cannot be taken over. */
export interface Fault {
  /** Empty = no field of ours. */
  readonly field: string;
  readonly why: string;
}

/** A person of the old server, from any source; absent = unknown. Texts are in the form that they have here. */
export interface OldPerson {
  readonly pin: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Ids of the old server. */
  readonly levelIds?: readonly string[] | undefined;
  /** Base64; empty = there is none. */
  readonly photo?: string | undefined;
  readonly faults: readonly Fault[];
}

/** Names of a field at the old server; the first one with a value counts. */
const names: Readonly<Record<string, readonly string[]>> = {
  name: ['name'],
  lastName: ['lastName', 'last_name'],
  deptCode: ['deptCode', 'dept_code'],
  gender: ['gender'],
  birthday: ['birthday'],
  cardNo: ['cardNo'],
  supplyCards: ['supplyCards'],
  email: ['email'],
  mobilePhone: ['mobilePhone', 'mobile_phone'],
  certType: ['certType'],
  certNumber: ['certNumber'],
  ssn: ['ssn'],
  carPlate: ['carPlate'],
  hireDate: ['hireDate'],
  isDisabled: ['isDisabled'],
  isSendMail: ['isSendMail'],
  accStartTime: ['accStartTime'],
  accEndTime: ['accEndTime'],
};

/** Null = there is a value, but it cannot be taken over. */
type Reader = (text: string) => string | null;

const anyText: Reader = (text) => text;
const flag: Reader = (text) => String(flagOf(text) ?? false);
const genders: Readonly<Record<string, string>> = { m: 'M', f: 'F', male: 'M', female: 'F' };
const card: Reader = (text) => (isNoCard(text) ? '' : cardOf(text));

function cards(text: string): string | null {
  const read = listOf(text)
    .filter((one) => !isNoCard(one))
    .map(cardOf);
  return read.includes(null) ? null : sortedCards(read as string[]);
}

/** In an order that both sides have. */
export const sortedCards = (numbers: readonly string[]): string => [...new Set(numbers)].sort().join(',');

/** Card, phone and mail may be kept encrypted: what is no number or address is not taken. */
const readers: Readonly<Record<string, Reader>> = {
  gender: (text) => (text === '' ? '' : (genders[text.toLowerCase()] ?? null)),
  birthday: (text) => (text === '' ? '' : dayOf(text)),
  hireDate: (text) => (text === '' ? '' : dayOf(text)),
  cardNo: card,
  supplyCards: cards,
  email: (text) => (text === '' || /^[^\s@]+@[^\s@]+$/.test(text) ? text : null),
  mobilePhone: (text) => (/^[+\d ()/.-]{0,40}$/.test(text) ? text : null),
  certType: (text) => (/^([1-8]|\d{4})?$/.test(text) ? text : null),
  isDisabled: flag,
  isSendMail: flag,
  accStartTime: (text) => (text === '' ? '' : clockOf(text, 'start')),
  accEndTime: (text) => (text === '' ? '' : clockOf(text, 'end')),
  privilege: (text) => (/^(0|2|6|14)?$/.test(text) ? text : null),
  personPwd: (text) => (/^\d{0,8}$/.test(text) ? text : null),
};

export const perhapsSealed = 'it may be kept encrypted there';

/** Reads one field; what cannot be taken becomes a fault without the value. */
export function readField(field: string, text: string, faults: Fault[]): Readonly<Record<string, string>> {
  const value = (readers[field] ?? anyText)(text);
  if (value === null) faults.push({ field, why: `${field} is nothing that can be taken over; ${perhapsSealed}` });
  return value === null ? {} : { [field]: value };
}

/** A person of the lists of the API. */
export function personOfApi(row: OldRow): OldPerson {
  const faults: Fault[] = [];
  const fields: Record<string, string> = {};
  for (const [field, spelled] of Object.entries(names)) {
    if (!spelled.some((name) => row[name] !== undefined)) continue;
    const found = spelled.map((name) => row[name]).find((value) => value !== undefined && value !== null);
    const text =
      typeof found === 'boolean' ? String(found) : Array.isArray(found) ? found.map(textOf).join(',') : textOf(found);
    Object.assign(fields, readField(field, text, faults));
  }
  const levels = row.accLevelIds;
  return {
    pin: said(row, 'pin'),
    fields,
    ...(levels === undefined ? {} : { levelIds: Array.isArray(levels) ? levels.map(textOf) : listOf(textOf(levels)) }),
    ...('personPhoto' in row || 'vislightPhoto' in row ? { photo: said(row, 'personPhoto', 'vislightPhoto') } : {}),
    faults,
  };
}
/** Values of the first source count. What it leaves empty, the next one may fill. */
export function merged(pin: string, told: readonly OldPerson[]): OldPerson {
  const fields: Record<string, string> = {};
  for (const one of [...told].reverse()) {
    for (const [field, value] of Object.entries(one.fields))
      if (value !== '' || !(field in fields)) fields[field] = value;
  }
  const photo = told.map((one) => one.photo).find((one) => one !== undefined && one !== '');
  return {
    pin,
    fields,
    levelIds: told.map(({ levelIds }) => levelIds).find((ids) => ids !== undefined),
    photo: photo ?? told.map((one) => one.photo).find((one) => one !== undefined),
    // A value that one source keeps encrypted may be readable in another.
    faults: told.flatMap(({ faults }) => faults).filter(({ field }) => (fields[field] ?? '') === ''),
  };
}
