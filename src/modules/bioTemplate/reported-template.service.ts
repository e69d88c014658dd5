import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { markRowsUnknown, isInLedger, mayHold } from '../../core/ledger/holdings.js';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { newId } from '../../platform/database/id.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { isKnownOnDevice } from '../person/known-on-device.js';
import { dayIn } from '../person/site-day.js';
import { note, placeColumns, reportOf, type NotedRow, type TemplatePlace } from './noted-template.js';
import type { Outcome, Reporter, ReportedTemplate } from './reported-template.js';
import { contentHashOf, hashOf } from './template-hash.js';
import { lockKeys } from '../../platform/database/locks.js';

/** An operator who takes it over has decided that it counts. */
const takenOver = {
  holds: true,
  replaces: false,
  learnsNothing: false,
  wasAsked: () => false,
  isWrong: () => undefined,
} as const;

/**
 * Templates that devices learn: they are stored for their person, and become a desired row on other devices
 * (docs/rules.md 3).
 */
@Injectable()
export class ReportedTemplateService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
  ) {}

  async store(tx: EntityManager, reporter: Reporter, report: ReportedTemplate): Promise<Outcome> {
    const hash = hashOf(this.sealedBox, report);
    const personId = await this.personOf(tx, report.pin);
    if (personId === null) {
      await note(tx, reporter.sn, report, hash, this.sealedBox.seal(report.content));
      return 'stranger';
    }
    const counts =
      reporter.wasAsked(report) || (!reporter.learnsNothing && (await isKnownOnDevice(tx, reporter.sn, report.pin)));
    return counts ? this.learn(tx, reporter, personId, report, hash) : this.standAside(tx, reporter, report, hash);
  }

  private async learn(
    tx: EntityManager,
    reporter: Reporter,
    personId: string,
    report: ReportedTemplate,
    hash: string,
  ): Promise<Outcome> {
    if (await this.isDeleted(tx, reporter.sn, personId, report, hash)) {
      // The device has a template that it should not have: sync deletes it there once more.
      if (reporter.holds) await this.noteHeld(tx, reporter.sn, report, hash);
      return 'deleted';
    }
    return this.keep(tx, reporter, personId, report, hash);
  }

  /**
   * Gives a person the templates that devices reported for the pin before the person existed.
   * @param sn only of this device; null = of all
   * @param replaces the reported template replaces the person's; otherwise the person's stays and the reported one is
   * set aside
   */
  async adopt(tx: EntityManager, pin: string, sn: string | null = null, replaces = false): Promise<void> {
    const rows: NotedRow[] = await tx.query(
      `SELECT * FROM device_template WHERE pin = $1 AND content IS NOT NULL AND ($2::text IS NULL OR sn = $2) ORDER BY reported_at`,
      [pin, sn],
    );
    for (const row of rows) await this.adoptRow(tx, row, replaces);
  }

  /**
   * Gives the person a template that was set aside at a device, in place of the present one.
   * @returns whether there was one
   */
  async takeOver(tx: EntityManager, sn: string, pin: string, place: TemplatePlace): Promise<boolean> {
    const { kind, bioType, no, index, majorVer } = place;
    const [row] = await tx.query<NotedRow[]>(
      `SELECT * FROM device_template WHERE sn = $7 AND pin = $1 AND ${placeColumns} AND content IS NOT NULL`,
      [pin, kind, bioType, no, index, majorVer, sn],
    );
    if (!row) return false;
    // The operator wants it, so it comes back even if it was deleted once.
    await tx.query('DELETE FROM bio_tombstone WHERE pin = $1 AND kind = $2 AND bio_type = $3 AND hash = $4', [
      pin,
      kind,
      bioType,
      row.hash,
    ]);
    await this.adoptRow(tx, row, true);
    return true;
  }

  private async adoptRow(tx: EntityManager, row: NotedRow, replaces: boolean): Promise<void> {
    const personId = await this.personOf(tx, row.pin);
    if (personId === null) return;
    const content = this.sealedBox.open(row.content).toString('utf8');
    const report = { ...reportOf(row), content, rows: [] };
    await tx.query(`UPDATE device_template SET content = NULL WHERE sn = $7 AND pin = $1 AND ${placeColumns}`, [
      row.pin,
      row.kind,
      row.bio_type,
      row.no,
      row.index,
      row.major_ver,
      row.sn,
    ]);
    await this.learn(tx, { ...takenOver, sn: row.sn, replaces }, personId, report, hashOf(this.sealedBox, report));
  }

  /**
   * Reports of devices about these pins from a time when they should not know them, and now should. Reports from before
   * the person existed wait for an operator.
   */
  async adoptConcerned(tx: EntityManager, pins: readonly string[]): Promise<void> {
    const told: { sn: string; pin: string }[] = await tx.query(
      `SELECT DISTINCT r.sn, r.pin FROM device_template r JOIN person p ON p.pin = r.pin JOIN device d ON d.sn = r.sn
       WHERE r.pin = ANY($1) AND r.content IS NOT NULL AND r.reported_at >= p.created_at AND d.learns <> 'nothing'
         AND NOT EXISTS (SELECT 1 FROM bio_template t WHERE t.person_id = p.id AND (t.kind, t.bio_type, t.no, t.index,
           t.major_ver) = (r.kind, r.bio_type, r.no, r.index, r.major_ver))`,
      [pins],
    );
    for (const { sn, pin } of told) if (await isKnownOnDevice(tx, sn, pin)) await this.adopt(tx, pin, sn);
  }

  /** A person who has left does not count. The row is locked: two devices that report one finger take turns. */
  private async personOf(tx: EntityManager, pin: string): Promise<string | null> {
    const rows: { id: string; left: boolean }[] = await tx.query(
      `SELECT id, coalesce(leave_date <= $2, false) AS left FROM person WHERE pin = $1 FOR UPDATE`,
      [pin, dayIn(this.config.siteTimeZone)],
    );
    return rows[0] && !rows[0].left ? rows[0].id : null;
  }

  /**
   * This content was deleted or replaced here; or the template in its place was deleted, and this device has not
   * acknowledged that yet: what it sends for that place will be deleted by the same DELETE.
   */
  private async isDeleted(
    tx: EntityManager,
    sn: string,
    personId: string,
    { pin, kind, bioType, no, index, majorVer, rows }: ReportedTemplate,
    hash: string,
  ): Promise<boolean> {
    const [found] = await tx.query<{ deleted: boolean; leaving: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM bio_tombstone WHERE pin = $1 AND kind = $2 AND bio_type = $3 AND hash = $7) AS deleted,
         EXISTS (SELECT 1 FROM bio_tombstone WHERE pin = $1 AND ${placeColumns} AND removed)
           AND NOT EXISTS (SELECT 1 FROM bio_template WHERE person_id = $8 AND ${placeColumns}) AS leaving`,
      [pin, kind, bioType, no, index, majorVer, hash, personId],
    );
    return found?.deleted === true || (found?.leaving === true && (await mayHold(tx, sn, rows)));
  }

  private async keep(
    tx: EntityManager,
    reporter: Reporter,
    personId: string,
    report: ReportedTemplate,
    hash: string,
  ): Promise<Outcome> {
    const { sn, holds } = reporter;
    const { kind, bioType, no, index, majorVer } = report;
    const [there] = await tx.query<{ hash: string; duress: boolean; valid: boolean }[]>(
      `SELECT hash, duress, valid FROM bio_template WHERE person_id = $1 AND ${placeColumns}`,
      [personId, kind, bioType, no, index, majorVer],
    );
    if (there && isSame(there, report, hash)) {
      // A repetition is no news, unless it is the first report that this device holds the template, too.
      if (holds && !(await isInLedger(tx, sn, report.rows))) await this.noteHeld(tx, sn, report, hash);
      return 'known';
    }
    if (there && !reporter.replaces && !reporter.wasAsked(report)) return this.standAside(tx, reporter, report, hash);
    await this.write(tx, sn, personId, report, hash);
    if (holds) await this.noteHeld(tx, sn, report, hash);
    else await recordChange(tx, 'person', [report.pin]);
    return 'kept';
  }

  /** A report that is not learnt waits for an operator. If the device holds it in place of ours, ours is sent again. */
  private async standAside(
    tx: EntityManager,
    { sn, holds, isWrong }: Reporter,
    report: ReportedTemplate,
    hash: string,
  ): Promise<Outcome> {
    const { pin, kind, bioType, no, index, majorVer } = report;
    const [before] = await tx.query<{ isSame: boolean; isRecent: boolean }[]>(
      `SELECT hash = $8 AND content IS NOT NULL AS "isSame", reported_at > now() - $9::interval AS "isRecent"
       FROM device_template WHERE sn = $7 AND pin = $1 AND ${placeColumns}`,
      [pin, kind, bioType, no, index, majorVer, sn, hash, echoes],
    );
    await note(tx, sn, report, hash, this.sealedBox.seal(report.content));
    const isNew = before?.isSame !== true;
    if (holds && (isNew || !before.isRecent)) isWrong(report);
    return isNew ? 'aside' : 'stranger';
  }

  /**
   * Makes sync overwrite a template that differs from ours on the device. It has a transaction of its own, because it
   * waits for a sync that may just be writing that the device holds the earlier one.
   */
  async putRight(tx: EntityManager, sn: string, wrong: readonly ReportedTemplate[]): Promise<void> {
    const pins = [...new Set(wrong.map(({ pin }) => pin))];
    await lockKeys(tx, 'person', pins);
    const rows = wrong.flatMap((report) => report.rows);
    await recordChange(tx, 'person', await markRowsUnknown(tx, sn, rows));
  }

  private async noteHeld(tx: EntityManager, sn: string, report: ReportedTemplate, hash: string): Promise<void> {
    await note(tx, sn, report, hash, null);
    await recordChange(tx, 'person', [report.pin]);
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
        this.sealedBox.seal(content),
        content.length,
        hash,
        sn,
        contentHashOf(this.sealedBox, report),
      ],
    );
  }
}

/** Some firmware reports at once what it was just given: that is no news, and no reason to send it once more. */
const echoes = '5 minutes';

const isSame = (
  there: Pick<ReportedTemplate, 'duress' | 'valid'> & { readonly hash: string },
  { duress, valid }: ReportedTemplate,
  hash: string,
) => there.hash === hash && there.duress === duress && there.valid === valid;
