import { createHash } from 'node:crypto';

/** One template of one part of a body (Access PUSH 7.11, appendix 18). */
export interface BioTemplate {
  readonly pin: string;
  readonly type: number;
  readonly no: number;
  readonly index: number;
  readonly majorVer: string;
  readonly minorVer: string;
  readonly tmp: string;
}

export const bioType = { fingerprint: 1, face: 2, vein: 7, palm: 8, visibleFace: 9, visiblePalm: 10 } as const;

/** Algorithm versions for a device that names none. */
const usualVersions: Readonly<Record<number, string>> = {
  1: '10.0',
  2: '7.0',
  7: '3.0',
  8: '12.0',
  9: '58.10',
  10: '32.2',
};
/** A palm is several templates, a near-infrared face twelve (docs/field-notes.md 28). */
const templatesOf: Readonly<Record<number, number>> = { 2: 12, 8: 5 };

/** A made-up template that is the same for the same part of the same body. */
function madeUp(seed: string, bytes: number): string {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, n) =>
    createHash('sha256').update(`${seed}/${n}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes).toString('base64');
}

/** The template that a sensor makes. @param version of the device's algorithm, as in MultiBioVersion */
export function templatesFor(pin: string, type: number, no: number, version?: string): BioTemplate[] {
  const [majorVer = '0', minorVer = '0'] = (version ?? usualVersions[type] ?? '0').split('.');
  return Array.from({ length: templatesOf[type] ?? 1 }, (_, index) => ({
    pin,
    type,
    no,
    index,
    majorVer,
    minorVer,
    tmp: madeUp(`${pin}/${type}/${no}/${index}`, type === bioType.fingerprint ? 1356 : 384),
  }));
}

/** The face template that firmware makes of a comparison photo. */
export function extracted(pin: string): BioTemplate {
  const [template] = templatesFor(pin, bioType.visibleFace, 0);
  if (template === undefined) throw new Error('a face has one template');
  return template;
}

/** A line of `tablename=biodata` (7.11). */
export function bioDataLine({ pin, no, index, type, majorVer, minorVer, tmp }: BioTemplate): string {
  return (
    `biodata pin=${pin}\tno=${no}\tindex=${index}\tvalid=1\tduress=0\ttype=${type}\tmajorver=${majorVer}\t` +
    `minorver=${minorVer}\tformat=0\ttmp=${tmp}`
  );
}

/** The row that the device stores. */
export function bioDataRow({ pin, no, index, type, majorVer, minorVer, tmp }: BioTemplate): Map<string, string> {
  const row = { pin, no, index, valid: 1, duress: 0, type, majorver: majorVer, minorver: minorVer, format: 0, tmp };
  return new Map(Object.entries(row).map(([name, value]) => [name, String(value)]));
}

/** The smallest picture that is a JPEG: one grey point. */
export const photo =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////' +
  '////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=';

/** The comparison photo of a face that was taken at the device (7.8). */
export const facePhotoRow = (pin: string): Map<string, string> =>
  new Map([
    ['pin', pin],
    ['type', '9'],
    ['content', photo],
    ['size', String(photo.length)],
  ]);
