import { repairBase64 } from '../base64.js';
import { linesOf, looseRecord, numberOf, valueOf, wholeNumber } from './loose.js';

/** A card that a person held to the device (Access PUSH 9.6.1). */
export interface EnrolledInfo {
  /** 0 means a card; there is no other type. */
  readonly type: number;
  readonly pin: string;
  /** The card's number as sent. */
  readonly data: string;
}

/** `type=EnrollInfoData`; rows without a pin or without a card are left out. */
export const readEnrolledInfo = (body: string): EnrolledInfo[] =>
  linesOf(body)
    .map(looseRecord)
    .map((rec) => ({ type: numberOf(rec, 'type') ?? 0, pin: valueOf(rec, 'pin'), data: valueOf(rec, 'tmp') }))
    .filter(({ pin, data }) => pin !== '' && data !== '');

/** A template that a device took of a person (Access PUSH 9.6.2). */
export interface EnrolledBio {
  readonly type: number;
  readonly pin: string;
  readonly no: number;
  readonly index: number;
  readonly majorVer: string;
  readonly minorVer: string;
  /** Base64. */
  readonly template: string;
  /** A JPEG in base64, '' without. */
  readonly photo: string;
}

const names = 'TYPE|PIN|NO|INDEX|MAJOR_?VER|MINOR_?VER|TMP|BIOPHOTO';
const beforeName = new RegExp(String.raw`\t| (?=(?:${names})=)`, 'i');

/** Fields by name without underscores; templates may contain blanks, so only a name ends a value. */
const fieldsOf = (row: string): ReadonlyMap<string, string> =>
  new Map(
    row.split(beforeName).flatMap((cell) => {
      const [, name, value = ''] = /^\s*(\w+)=([\s\S]*)$/.exec(cell) ?? [];
      return name === undefined ? [] : [[name.toLowerCase().replaceAll('_', ''), value.trim()] as const];
    }),
  );

const beginsRow = /^\s*(?:TYPE|PIN)=/i;

/** Each template begins a line; a photo on a line of its own belongs to the template before it. */
export function enrolledRows(body: string): string[] {
  const rows: string[] = [];
  for (const line of linesOf(body)) {
    if (rows.length === 0 || beginsRow.test(line)) rows.push(line);
    else rows.push(`${rows.pop() ?? ''}\t${line}`);
  }
  return rows;
}

function templateOf(fields: ReadonlyMap<string, string>): EnrolledBio | null {
  const text = (name: string) => fields.get(name) ?? '';
  const [type, pin, template] = [wholeNumber(text('type')), text('pin'), repairBase64(text('tmp'))];
  if (type === null || pin === '' || template === '') return null;
  return {
    type,
    pin,
    no: wholeNumber(text('no')) ?? 0,
    index: wholeNumber(text('index')) ?? 0,
    majorVer: text('majorver'),
    minorVer: text('minorver'),
    template,
    photo: repairBase64(text('biophoto')),
  };
}

/** `type=BioData`; rows without a pin, a type or a template are left out. */
export const readEnrolledBio = (body: string): EnrolledBio[] =>
  enrolledRows(body)
    .map((row) => templateOf(fieldsOf(row)))
    .filter((template) => template !== null);
