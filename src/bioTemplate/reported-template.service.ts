import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { stateChange } from '../change/change.service.js';
import type { Config } from '../config.js';
import { CONFIG } from '../db/house.js';
import { newId } from '../db/id.js';
import { Seal } from '../db/seal.js';
import { concerns } from '../person/concerns.js';
import { dayIn } from '../person/site-day.js';
import type { BioKind } from './bio-template.entity.js';
import { contentHashOf, hashOf } from './template-hash.js';

/** A template or comparison photo as a device told of it. */
export interface ReportedTemplate {
  readonly pin: string;
  readonly kind: BioKind;
  readonly bioType: number;
  readonly no: number;
  readonly index: number;
  readonly majorVer: string;
  readonly minorVer: string;
  readonly format: number;
  readonly valid: boolean;
  readonly duress: boolean;
  /** Base64. */
  readonly content: string;
  /** Rows of this device's ledger that stand for it, whichever table it takes the type in. */
  readonly rows: readonly { readonly table: string; readonly key: string }[];
}

export interface Reporter {
  readonly sn: string;
  /** The device keeps what it told; a remote enrolment may be told and not kept (9.6.2, MODE=0). */
  readonly holds: boolean;
  /** It has learnt it just now: what we have of the same place is older. Else it only fills what is empty. */
  readonly isNews: boolean;
  /** What it tells of people whom it is not to know is not learnt, and waits until it is to (areas, rules 3). */
  readonly ownOnly?: boolean;
}

/** What became of it: nobody has that pin or shall be known there, it was deleted here, it is known, or it is kept. */
export type Outcome = 'stranger' | 'deleted' | 'known' | 'kept';

const place = '(kind, bio_type, no, index, major_ver) = ($2, $3, $4, $5, $6)';

/** Templates that devices learn: they become their person's, and with that a desired row elsewhere (rules 3). */
@Injectable()
export class ReportedTemplateService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly seal: Seal,
  ) {}

  async store(tx: EntityManager, reporter: Reporter, report: ReportedTemplate): Promise<Outcome> {
    const hash = hashOf(this.seal, report);
    const personId = await this.personOf(tx, report.pin);
    if (personId === null) {
      await this.note(tx, reporter.sn, report, hash, this.seal.seal(report.content));
      return 'stranger';
    }
    if (reporter.ownOnly === true && !(await concerns(tx, reporter.sn, report.pin))) {
      await this.note(tx, reporter.sn, report, hash, this.seal.seal(report.content));
      return 'stranger';
    }
    if (await this.isDeleted(tx, reporter.sn, personId, report, hash)) {
      // It has what it should not have: sync takes that from it once more.
      if (reporter.holds) await this.noteHeld(tx, reporter.sn, report, hash);
      return 'deleted';
    }
    return this.keep(tx, reporter, personId, report, hash);
  }

  /**
   * What devices told of a pin before it was anybody's becomes that person's.
   * @param sn only of this device; null = of all
   */
  async adopt(tx: EntityManager, pin: string, sn: string | null = null): Promise<void> {
    const rows: NotedRow[] = await tx.query(
      `SELECT * FROM device_template WHERE pin = $1 AND content IS NOT NULL AND ($2::text IS NULL OR sn = $2) ORDER BY reported_at`,
      [pin, sn],
    );
    await tx.query('UPDATE device_template SET content = NULL WHERE pin = $1 AND ($2::text IS NULL OR sn = $2)', [
      pin,
      sn,
    ]);
    for (const row of rows) {
      const content = this.seal.open(row.content).toString('utf8');
      const reporter = { sn: row.sn, holds: true, isNews: false };
      await this.store(tx, reporter, { ...reportOf(row), content, rows: [] });
    }
  }

  /**
   * What devices told of these pins while they were not to know them, and are now. What they told before there was such
   * a person waits for an operator.
   */
  async adoptConcerned(tx: EntityManager, pins: readonly string[]): Promise<void> {
    const told: { sn: string; pin: string }[] = await tx.query(
      `SELECT DISTINCT r.sn, r.pin FROM device_template r JOIN person p ON p.pin = r.pin
       WHERE r.pin = ANY($1) AND r.content IS NOT NULL AND r.reported_at >= p.created_at`,
      [pins],
    );
    for (const { sn, pin } of told) if (await concerns(tx, sn, pin)) await this.adopt(tx, pin, sn);
  }

  /** Who has left is nobody here. The row is locked: two devices that report one finger take turns. */
  private async personOf(tx: EntityManager, pin: string): Promise<string | null> {
    const rows: { id: string; left: boolean }[] = await tx.query(
      `SELECT id, coalesce(leave_date <= $2, false) AS left FROM person WHERE pin = $1 FOR UPDATE`,
      [pin, dayIn(this.config.siteTimeZone)],
    );
    return rows[0] && !rows[0].left ? rows[0].id : null;
  }

  /**
   * The very content was deleted or replaced here; or what stood in its place was deleted, and this device has not
   * said yet that it did so: whatever it sends of that place goes with the same DELETE.
   */
  private async isDeleted(
    tx: EntityManager,
    sn: string,
    personId: string,
    { pin, kind, bioType, no, index, majorVer, rows }: ReportedTemplate,
    hash: string,
  ): Promise<boolean> {
    const [found] = await tx.query<{ deleted: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM bio_tombstone WHERE pin = $1 AND kind = $2 AND bio_type = $3 AND hash = $7)
         OR (EXISTS (SELECT 1 FROM bio_tombstone WHERE pin = $1 AND ${place} AND removed)
           AND NOT EXISTS (SELECT 1 FROM bio_template WHERE person_id = $8 AND ${place})
           AND EXISTS (SELECT 1 FROM ledger l JOIN unnest($10::text[], $11::text[]) AS r (table_name, key)
             USING (table_name, key)
             WHERE l.sn = $9 AND (l.held_hash IS NOT NULL OR l.unknown OR l.command_id IS NOT NULL))) AS deleted`,
      [
        pin,
        kind,
        bioType,
        no,
        index,
        majorVer,
        hash,
        personId,
        sn,
        rows.map(({ table }) => table),
        rows.map(({ key }) => key),
      ],
    );
    return found?.deleted === true;
  }

  private async keep(
    tx: EntityManager,
    { sn, holds, isNews }: Reporter,
    personId: string,
    report: ReportedTemplate,
    hash: string,
  ): Promise<Outcome> {
    const { kind, bioType, no, index, majorVer } = report;
    const [there] = await tx.query<{ hash: string; duress: boolean; valid: boolean }[]>(
      `SELECT hash, duress, valid FROM bio_template WHERE person_id = $1 AND ${place}`,
      [personId, kind, bioType, no, index, majorVer],
    );
    if (there && (!isNews || isSame(there, report, hash))) {
      // A repetition tells nothing new, unless it is the first word of this device that it holds it, too.
      const tellsNothing = !holds || !isSame(there, report, hash) || (await this.isInLedger(tx, sn, report));
      if (!tellsNothing) await this.noteHeld(tx, sn, report, hash);
      return 'known';
    }
    await this.write(tx, sn, personId, report, hash);
    if (holds) await this.noteHeld(tx, sn, report, hash);
    else await stateChange(tx, 'person', [report.pin]);
    return 'kept';
  }

  private async noteHeld(tx: EntityManager, sn: string, report: ReportedTemplate, hash: string): Promise<void> {
    await this.note(tx, sn, report, hash, null);
    await stateChange(tx, 'person', [report.pin]);
  }

  private async isInLedger(tx: EntityManager, sn: string, { rows }: ReportedTemplate): Promise<boolean> {
    const found: unknown[] = await tx.query(
      `SELECT 1 FROM ledger l JOIN unnest($2::text[], $3::text[]) AS r (table_name, key) USING (table_name, key)
       WHERE l.sn = $1`,
      [sn, rows.map(({ table }) => table), rows.map(({ key }) => key)],
    );
    return found.length > 0;
  }

  private async write(
    tx: EntityManager,
    sn: string,
    personId: string,
    report: ReportedTemplate,
    hash: string,
  ): Promise<void> {
    const { kind, bioType, no, index, majorVer, minorVer, format, valid, duress, content } = report;
    await tx.query(
      `INSERT INTO bio_template (id, person_id, kind, bio_type, no, index, major_ver, minor_ver, format, valid, duress,
         content, size, hash, source_sn, content_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
       ON CONFLICT (person_id, kind, bio_type, no, index, major_ver) DO UPDATE SET minor_ver = excluded.minor_ver,
         format = excluded.format, valid = excluded.valid, duress = excluded.duress, content = excluded.content,
         size = excluded.size, hash = excluded.hash, source_sn = excluded.source_sn, learnt_at = now(),
         content_hash = excluded.content_hash`,
      [
        newId(),
        personId,
        kind,
        bioType,
        no,
        index,
        majorVer,
        minorVer,
        format,
        valid,
        duress,
        this.seal.seal(content),
        content.length,
        hash,
        sn,
        contentHashOf(this.seal, report),
      ],
    );
  }

  private async note(
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
}

const isSame = (
  there: Pick<ReportedTemplate, 'duress' | 'valid'> & { readonly hash: string },
  { duress, valid }: ReportedTemplate,
  hash: string,
) => there.hash === hash && there.duress === duress && there.valid === valid;

interface NotedRow {
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
  readonly content: Buffer;
}

const reportOf = ({ pin, kind, bio_type, no, index, major_ver, minor_ver, format, valid, duress }: NotedRow) => ({
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
