import type { ReportedTemplate } from '../../modules/bioTemplate/reported-template.js';
import { attLedgerRows } from '../../protocol/attendance-push/ledger.js';
import { olderTemplates, type OlderTemplates } from '../../protocol/attendance-push/older-templates.js';
import { attBioData, attBioPhoto, fingerTmp } from '../../protocol/attendance-push/tables.js';
import { majorOf } from '../../protocol/access-push/bio-fit.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import { bioType as types } from '../../protocol/access-push/parameters/bio-support.js';
import type { Rec } from '../../protocol/access-push/records.js';
import { decodeRow } from '../../protocol/access-push/table.js';
import { usable, usual, versionText, type Facts } from '../access-push/bio-rows.js';
import type { CachedDevice } from '../push/cached-device.js';

interface OlderRow {
  readonly pin?: string;
  readonly valid?: number;
  readonly tmp?: string;
  readonly [column: string]: unknown;
}

type Read = (rec: Rec, known: CachedDevice) => ReportedTemplate | null;

const mostFingers = 10;
const duressFinger = 3;
/** The algorithm of devices that do not announce one (Attendance PUSH A3). */
const usualFingerVersion = '10';
/** Base64 of the bytes with which templates of algorithm 9 begin (Attendance PUSH 9.5). */
const oldFinger = 'oco';

function report(kind: ReportedTemplate['kind'], facts: Facts, known: CachedDevice): ReportedTemplate | null {
  const found = usable(kind, { ...facts, pin: facts.pin.trim() });
  return found && { ...found, rows: attLedgerRows(found.pin, found, known.dialect) };
}

const versionOf = ({ device, bio }: CachedDevice, type: number, option: string) =>
  bio.versions[type] ?? majorOf(optionOf(device.options, option));

/** Rows FP (9.5). Their Size is ignored: firmware counts different things in it. */
const readFinger: Read = (rec, known) => {
  const { pin = '', fid: no = -1, valid = 1, tmp: content = '' } = decodeRow(fingerTmp, rec, known.dialect);
  if (no < 0 || no >= mostFingers) return null;
  const told = versionOf(known, types.fingerprint, 'FPVersion') ?? usualFingerVersion;
  const majorVer = content.startsWith(oldFinger) ? '9' : told;
  const marks = { valid: valid !== 0, duress: valid === duressFinger };
  return report('template', { ...usual, ...marks, pin, bioType: types.fingerprint, no, majorVer, content }, known);
};

/** Rows of tables for one type, such as FACE (9.6) and FVEIN (9.7): each is a part of one template. */
const readOlder =
  (older: OlderTemplates): Read =>
  (rec, known) => {
    const {
      pin = '',
      valid = 1,
      tmp: content = '',
      ...numbers
    } = decodeRow(older.table, rec, known.dialect) as OlderRow;
    const places = Object.entries(older.columns).map(([column, place]) => [place, numbers[column] ?? 0] as const);
    const place = { no: 0, index: 0, bioType: older.type, ...Object.fromEntries(places) };
    const majorVer = versionOf(known, older.type, older.version.option) ?? older.version.usual;
    return report('template', { ...usual, ...place, pin, valid: valid !== 0, majorVer, content }, known);
  };

/** Rows BIODATA (9.8). */
const readTemplate: Read = (rec, known) => {
  const row = decodeRow(attBioData, rec, known.dialect);
  const { pin = '', no = 0, index = 0, valid = 1, duress = 0, type: bioType = -1, format = 0, tmp: content = '' } = row;
  const version = { majorVer: majorOf(row.majorVer) ?? '0', minorVer: versionText(row.minorVer) };
  const marks = { valid: valid !== 0, duress: duress === 1 };
  return report('template', { ...version, ...marks, pin, bioType, no, index, format, content }, known);
};

/** Rows BIOPHOTO (9.10). Type 0 is the visible light face on firmware of 2020. */
const readPhoto: Read = (rec, known) => {
  const { pin = '', type = 0, no = 0, index = 0, content = '' } = decodeRow(attBioPhoto, rec, known.dialect);
  const bioType = type === 0 ? types.visibleLightFace : type;
  return report('photo', { ...usual, pin, bioType, no, index, majorVer: '0', content }, known);
};

/** Rows with templates or photos of persons, by the names of their tables. */
export const bioReaders: ReadonlyMap<string, Read> = new Map<string, Read>([
  [fingerTmp.name, readFinger],
  ...olderTemplates.map((older) => [older.table.name, readOlder(older)] as const),
  [attBioData.name, readTemplate],
  [attBioPhoto.name, readPhoto],
]);
