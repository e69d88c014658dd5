import type { ReportedTemplate } from '../../modules/bioTemplate/reported-template.js';
import { attLedgerRows } from '../../protocol/attendance-push/ledger.js';
import { attBioData, attBioPhoto, face, fingerTmp, fvein } from '../../protocol/attendance-push/tables.js';
import { majorOf } from '../../protocol/access-push/bio-fit.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import { bioType as types } from '../../protocol/access-push/parameters/bio-support.js';
import type { Rec } from '../../protocol/access-push/records.js';
import { decodeRow } from '../../protocol/access-push/table.js';
import { usable, usual, versionText, type Facts } from '../access-push/bio-rows.js';
import type { CachedDevice } from '../push/cached-device.js';

type Read = (rec: Rec, known: CachedDevice) => ReportedTemplate | null;

const mostFingers = 10;
const duressFinger = 3;
/** Algorithms of devices that do not say theirs (Attendance PUSH A3). */
const usualVersions = { finger: '10', face: '7', vein: '3' } as const;
/** Base64 of the mark with which templates of algorithm 9 begin (Attendance PUSH 9.5). */
const oldFinger = 'oco';

function report(kind: ReportedTemplate['kind'], facts: Facts, known: CachedDevice): ReportedTemplate | null {
  const found = usable(kind, { ...facts, pin: facts.pin.trim() });
  return found && { ...found, rows: attLedgerRows(found.pin, found, known.dialect) };
}

const versionOf = ({ device, bio }: CachedDevice, type: number, option: string) =>
  bio.versions[type] ?? majorOf(optionOf(device.options, option));

/** Rows FP (9.5). Their Size is not gone by: firmware counts different things. */
const readFinger: Read = (rec, known) => {
  const { pin = '', fid: no = -1, valid = 1, tmp: content = '' } = decodeRow(fingerTmp, rec, known.dialect);
  if (no < 0 || no >= mostFingers) return null;
  const told = versionOf(known, types.fingerprint, 'FPVersion') ?? usualVersions.finger;
  const majorVer = content.startsWith(oldFinger) ? '9' : told;
  const marks = { valid: valid !== 0, duress: valid === duressFinger };
  return report('template', { ...usual, ...marks, pin, bioType: types.fingerprint, no, majorVer, content }, known);
};

/** Rows FACE (9.6): each is a part of one face. */
const readFace: Read = (rec, known) => {
  const { pin = '', fid: index = 0, valid = 1, tmp: content = '' } = decodeRow(face, rec, known.dialect);
  const majorVer = versionOf(known, types.face, 'FaceVersion') ?? usualVersions.face;
  const place = { bioType: types.face, no: 0, index };
  return report('template', { ...usual, ...place, pin, valid: valid !== 0, majorVer, content }, known);
};

/** Rows FVEIN (9.7). */
const readVein: Read = (rec, known) => {
  const { pin = '', fid: no = 0, index = 0, valid = 1, tmp: content = '' } = decodeRow(fvein, rec, known.dialect);
  const majorVer = versionOf(known, types.fingerVein, 'FvVersion') ?? usualVersions.vein;
  const place = { bioType: types.fingerVein, no, index };
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

/** Rows BIOPHOTO (9.10). Type 0 is the visible light face, as firmware of 2020 has it. */
const readPhoto: Read = (rec, known) => {
  const { pin = '', type = 0, no = 0, index = 0, content = '' } = decodeRow(attBioPhoto, rec, known.dialect);
  const bioType = type === 0 ? types.visibleLightFace : type;
  return report('photo', { ...usual, pin, bioType, no, index, majorVer: '0', content }, known);
};

/** Rows that are of somebody's body, by the name of their table. */
export const bioReaders: ReadonlyMap<string, Read> = new Map<string, Read>([
  [fingerTmp.name, readFinger],
  [face.name, readFace],
  [fvein.name, readVein],
  [attBioData.name, readTemplate],
  [attBioPhoto.name, readPhoto],
]);
