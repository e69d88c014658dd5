import { bioRowOf } from '../access-push/bio-fit.js';
import type { Dialect } from '../access-push/dialect.js';
import { keyOf, type AnyRow, type AnyTable } from '../access-push/table.js';
import { bioData, bioPhoto, templateV10, userPic } from '../access-push/tables/bio.js';
import { user } from '../access-push/tables/person.js';
import { isUnified } from './capability.js';
import { cardText } from './card.js';
import type { AttConditions } from './commands.js';
import { olderRemoval, olderRow, olderTemplatesOf } from './older-templates.js';
import { attBioData, attBioPhoto, attUserPic, fingerTmp, userInfo } from './tables.js';

/*
 * The ledger names what a device holds in the terms of one protocol. This file translates its rows into the other one:
 * the same user, finger, template, photo and picture, in the terms of Attendance PUSH 12.
 */

/** A row in the terms of this protocol. */
export interface AttRowText {
  readonly table: AnyTable;
  readonly row: AnyRow;
}

/** What a DELETE is about. */
export interface AttRemoval {
  readonly table: AnyTable;
  readonly where: AttConditions;
}

/** The facts about a terminal that decide how its rows are written. */
export interface Writing {
  readonly dialect: Dialect;
  /** It announces no version: cards are in brackets, and names are short (12.1.1, appendix A9). */
  readonly classic: boolean;
}

/** The group of all users, and no own time zones (appendix A10). */
const allGroups = 1;
const noZones = '0000000000000000';
/** The user verifies as the group does (appendix A5). */
const asGroup = -1;
const nameBytes = { classic: 24, modern: 48 } as const;

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown, otherwise = 0) => (typeof value === 'number' ? value : otherwise);

/** The part of a name that fits, without half a character at the end. */
function fitting(name: string, most: number): string {
  let bytes = 0;
  let fit = '';
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    fit += character;
  }
  return fit;
}

/** `2024-03-05T07:59:10`; 0 = none. */
const momentText = (wall: string) => (wall === '' ? '0' : wall.replace(' ', 'T'));

function validityOf(row: AnyRow): AnyRow {
  if (row.dated !== true) return {};
  const [from, to] = [textOf(row.startTime), textOf(row.endTime)];
  return { startDatetime: momentText(from), endDatetime: momentText(to), expires: from === '' && to === '' ? 0 : 1 };
}

/** The complete row: some firmware takes a missing value for an empty one (12.1.1). */
const userText = (row: AnyRow, { classic }: Writing): AttRowText => ({
  table: userInfo,
  row: {
    pin: textOf(row.pin),
    name: fitting(textOf(row.name), classic ? nameBytes.classic : nameBytes.modern),
    privilege: numberOf(row.privilege),
    password: textOf(row.password),
    card: cardText(textOf(row.cardNo), classic),
    group: allGroups,
    timeZones: noZones,
    ...(classic ? {} : { verify: numberOf(row.verify, asGroup), viceCard: textOf(row.viceCard) }),
    ...validityOf(row),
  },
});

/** @param size characters of the content, if that is stored elsewhere */
type Write = (row: AnyRow, at: Writing, size: number | undefined) => AttRowText;

const fingerText: Write = (row, _at, size) => {
  const tmp = textOf(row.template);
  return {
    table: fingerTmp,
    row: { pin: row.pin, fid: row.fingerId, size: size ?? tmp.length, valid: row.valid, tmp },
  };
};

const templateText: Write = (row, at, size) => {
  const type = numberOf(row.type);
  const older = isUnified(at.dialect, type) ? undefined : olderTemplatesOf(type);
  return older ? { table: older.table, row: olderRow(older, row, size) } : { table: attBioData, row };
};

/** The terminal makes its own template of the photo and keeps it: if it were sent back, it would replace the photo. */
const photoText: Write = ({ pin, type, size, content, format = 0, url }) => ({
  table: attBioPhoto,
  row: { pin, type, size, content, format, url: url ?? '', postBackTmpFlag: 0 },
});

const writers: Readonly<Record<string, Write>> = {
  [user.name]: userText,
  [templateV10.name]: fingerText,
  [bioData.name]: templateText,
  [bioPhoto.name]: photoText,
  [userPic.name]: ({ pin, size, format, url, content }) => ({
    table: attUserPic,
    row: { pin, size, format, url, content },
  }),
};

/** Tables of which a terminal can hold rows, by their names in the ledger. */
export const attTables: ReadonlySet<string> = new Set(Object.keys(writers));

/** @throws RangeError for a table that such a terminal does not have */
export function attRowOf(table: string, row: AnyRow, at: Writing, size?: number): AttRowText {
  const write = writers[table];
  if (!write) throw new RangeError(`an attendance terminal has no ${table}`);
  return write(row, at, size);
}

/** What to delete for a unit of a table, as the ledger names it: `Pin=5<HT>FingerID=3`. */
type Remove = (unit: ReadonlyMap<string, string>, at: Writing) => AttRemoval;

const pinOf = (unit: ReadonlyMap<string, string>) => unit.get('pin') ?? '';

const removeTemplate: Remove = (unit, at) => {
  const type = Number(unit.get('type') ?? 0);
  const older = isUnified(at.dialect, type) ? undefined : olderTemplatesOf(type);
  if (older) return { table: older.table, where: olderRemoval(older, unit) };
  return { table: attBioData, where: { Pin: pinOf(unit), Type: type, No: unit.get('no') ?? '0' } };
};

const removers: Readonly<Record<string, Remove>> = {
  [user.name]: (unit) => ({ table: userInfo, where: { PIN: pinOf(unit) } }),
  [templateV10.name]: (unit) => ({ table: fingerTmp, where: { PIN: pinOf(unit), FID: unit.get('fingerid') ?? '0' } }),
  [bioData.name]: removeTemplate,
  [bioPhoto.name]: (unit) => ({ table: attBioPhoto, where: { PIN: pinOf(unit), Type: unit.get('type') ?? '9' } }),
  [userPic.name]: (unit) => ({ table: attUserPic, where: { PIN: pinOf(unit) } }),
};

/** @throws RangeError for a table that such a terminal does not have, or a DELETE without a person */
export function attRemovalOf(table: string, unit: ReadonlyMap<string, string>, at: Writing): AttRemoval {
  const remove = removers[table];
  // Without a pin everybody would be deleted (12.2).
  if (!remove || pinOf(unit) === '') throw new RangeError(`nothing of ${table} can be deleted so`);
  return remove(unit, at);
}

/** The place of a template or a comparison photo. */
export interface AttBioPlace {
  readonly kind: 'template' | 'photo';
  readonly bioType: number;
  readonly no: number;
  readonly index: number;
}

const bioTables: readonly AnyTable[] = [templateV10, bioData, bioPhoto];

/** The ledger's rows for it, in whichever table the terminal takes it. */
export const attLedgerRows = (pin: string, place: AttBioPlace, dialect: Dialect): { table: string; key: string }[] =>
  [true, false].flatMap((oldFingers) => {
    const { table: name, row } = bioRowOf(pin, place, { oldFingers });
    const table = bioTables.find((one) => one.name === name);
    return table ? [{ table: name, key: keyOf(table, row, dialect) }] : [];
  });
