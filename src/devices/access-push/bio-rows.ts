import type { ReportedTemplate } from '../../modules/bioTemplate/reported-template.js';
import { wholeBase64 } from '../../protocol/access-push/base64.js';
import { bioRowOf, majorOf } from '../../protocol/access-push/bio-fit.js';
import { bioType as bioTypes } from '../../protocol/access-push/parameters/bio-support.js';
import { isPicture } from '../../protocol/access-push/picture.js';
import type { Rec } from '../../protocol/access-push/records.js';
import { decodeRow, keyOf, type AnyTable } from '../../protocol/access-push/table.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import {
  bioData,
  bioPhoto,
  duressFinger,
  fingerAsOrdered,
  templateV10,
} from '../../protocol/access-push/tables/bio.js';
import type { EnrolledBio } from '../../protocol/access-push/uploads/enrolment.js';
import type { CachedDevice } from '../push/cached-device.js';

type Place = Pick<ReportedTemplate, 'kind' | 'bioType' | 'no' | 'index'>;
export type Facts = Omit<ReportedTemplate, 'rows' | 'kind'>;

const longestPin = 64;
const mostFingers = 10;
/** Characters of base64: no template or photo of a device is larger. */
const longest = { template: 1_400_000, photo: 8_000_000 } as const;

const noneButZeros = /^0*$/;
const isSmall = (value: number) => Number.isInteger(value) && value >= 0 && value <= 255;

/** The rows of this device's ledger that belong to a template. */
function ledgerRows(pin: string, place: Place, { bio, dialect }: CachedDevice): ReportedTemplate['rows'] {
  const forms = [bio.oldFingers, !bio.oldFingers].map((oldFingers) => bioRowOf(pin, place, { oldFingers }));
  return forms.flatMap(({ table: name, row }) => {
    const table: AnyTable | undefined = tableNamed(name);
    return table ? [{ table: name, key: keyOf(table, row, dialect) }] : [];
  });
}

/** @returns null for rows that no device could use: without a pin, out of range, or without base64 */
export function usable(kind: ReportedTemplate['kind'], facts: Facts): Omit<ReportedTemplate, 'rows'> | null {
  const { pin, bioType, no, index, format } = facts;
  const content = wholeBase64(facts.content);
  if (content === null || content.length > longest[kind]) return null;
  if (noneButZeros.test(pin) || pin.length > longestPin) return null;
  if (![bioType, no, index, format].every(isSmall)) return null;
  if (kind === 'photo' && !isPicture(content)) return null;
  return { ...facts, kind, content };
}

function checked(kind: ReportedTemplate['kind'], facts: Facts, known: CachedDevice): ReportedTemplate | null {
  const report = usable(kind, facts);
  return report && { ...report, rows: ledgerRows(report.pin, report, known) };
}

/** The values of fields that firmware leaves out. */
export const usual = { no: 0, index: 0, valid: true, duress: false, minorVer: '0', format: 0 } as const;

/** Rows of templatev10 (7.7). 16 added to the finger number, or the value 3 in `valid`, means duress. */
export function readFinger(rec: Rec, known: CachedDevice): ReportedTemplate | null {
  const told = fingerAsOrdered(decodeRow(templateV10, rec, known.dialect));
  const { pin = '', fingerId: no = -1, valid = 1, template = '' } = told;
  if (no < 0 || no >= mostFingers) return null;
  const facts = {
    ...usual,
    pin: pin.trim(),
    bioType: bioTypes.fingerprint,
    no,
    valid: valid !== 0,
    duress: valid === duressFinger,
    majorVer: known.bio.versions[bioTypes.fingerprint] ?? '10',
    content: template,
  };
  return checked('template', facts, known);
}

/** Rows of biodata (7.11). */
export function readTemplate(rec: Rec, known: CachedDevice): ReportedTemplate | null {
  const {
    pin = '',
    no = 0,
    index = 0,
    valid = 1,
    duress = 0,
    type = -1,
    ...more
  } = decodeRow(bioData, rec, known.dialect);
  const facts = {
    pin: pin.trim(),
    bioType: type,
    no,
    index,
    valid: valid !== 0,
    duress: duress === 1,
    majorVer: majorOf(more.majorVer) ?? '0',
    minorVer: versionText(more.minorVer),
    format: more.format ?? 0,
    content: more.tmp ?? '',
  };
  return checked('template', facts, known);
}

export const versionText = (text: string | undefined) => /^\s*(\d{1,6})\s*$/.exec(text ?? '')?.[1] ?? '0';

/** Rows of biophoto (7.8). Type 0 is the visible light face on some firmware (capture C1). */
export function readPhoto(rec: Rec, known: CachedDevice): ReportedTemplate | null {
  const { pin = '', type = 0, no = 0, index = 0, content = '' } = decodeRow(bioPhoto, rec, known.dialect);
  const bioType = type === 0 ? bioTypes.visibleLightFace : type;
  return checked('photo', { ...usual, pin: pin.trim(), bioType, no, index, majorVer: '0', content }, known);
}

/** A remote enrolment (9.6.2): a template, and perhaps the photo it was made of. */
export function enrolled(row: EnrolledBio, known: CachedDevice): (ReportedTemplate | null)[] {
  const { pin, type: bioType, no, index, template, photo } = row;
  const place = { ...usual, pin, bioType, no, index };
  const version = { majorVer: majorOf(row.majorVer) ?? '0', minorVer: versionText(row.minorVer) };
  return [
    checked('template', { ...place, ...version, content: template }, known),
    ...(photo === '' ? [] : [checked('photo', { ...place, majorVer: '0', content: photo }, known)]),
  ];
}
