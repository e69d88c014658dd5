import type { EntityManager } from 'typeorm';
import type { BioKind } from './bio-template.entity.js';
import type { ReportedTemplate } from './reported-template.js';

export const placeColumns = '(kind, bio_type, no, index, major_ver) = ($2, $3, $4, $5, $6)';

/** A part of the body, and the algorithm. */
export type TemplatePlace = Pick<ReportedTemplate, 'kind' | 'bioType' | 'no' | 'index' | 'majorVer'>;

/** A device's report about a template. Without the content the device holds ours, and sync has not looked at it yet. */
export async function note(
  tx: EntityManager,
  sn: string,
  { pin, kind, bioType, no, index, majorVer, minorVer, format, valid, duress }: ReportedTemplate,
  hash: string,
  content: Buffer | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO device_template (sn, pin, kind, bio_type, no, index, major_ver, minor_ver, format, valid, duress,
         hash, content)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (sn, pin, kind, bio_type, no, index, major_ver) DO UPDATE SET minor_ver = excluded.minor_ver,
         format = excluded.format, valid = excluded.valid, duress = excluded.duress, hash = excluded.hash,
         content = excluded.content, reported_at = now()`,
    [sn, pin, kind, bioType, no, index, majorVer, minorVer, format, valid, duress, hash, content],
  );
}

export interface NotedRow {
  readonly sn: string;
  readonly pin: string;
  readonly kind: BioKind;
  readonly bio_type: number;
  readonly no: number;
  readonly index: number;
  readonly major_ver: string;
  readonly minor_ver: string;
  readonly format: number;
  readonly valid: boolean;
  readonly duress: boolean;
  readonly hash: string;
  readonly content: Buffer;
}

export const reportOf = ({
  pin,
  kind,
  bio_type,
  no,
  index,
  major_ver,
  minor_ver,
  format,
  valid,
  duress,
}: NotedRow) => ({
  pin,
  kind,
  bioType: bio_type,
  no,
  index,
  majorVer: major_ver,
  minorVer: minor_ver,
  format,
  valid,
  duress,
});
