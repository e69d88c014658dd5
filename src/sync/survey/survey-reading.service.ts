import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { QueryAnswerService } from '../../core/command/query-answer.service.js';
import { textOf } from '../../devices/push/request.js';
import { inSlices } from '../../devices/push/slices.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { parseRecords, type Rec } from '../../protocol/access-push/records.js';
import { optionTableName } from '../../protocol/access-push/tables/writable.js';
import type { AnyTable } from '../../protocol/access-push/table.js';
import type { DeviceFacts } from '../desired/facts.js';
import { rowsNotFound } from '../ledger/ledger-verify.repository.js';
import { attRecords, isAtt } from '../verify/att-step.js';
import { sideOf, type DeviceSide } from '../verify/compare.js';
import { ledgerSides, sidesOfRows } from '../verify/ledger-side.js';
import { newStep } from '../verify/verification.js';
import { judged, missed } from './survey-rows.js';
import { added, keepRows, type Survey, type SurveyStep, type Tally } from './survey.js';
import { toldOptions } from './told-options.js';

/** What is read of a table while the device is locked; its polls and other answers come between two slices. */
const bytesAtOnce = 64 * 1_024;
const missedAtOnce = 500;

/** A table that is being read, and what it is compared with. */
interface Reading {
  readonly survey: Survey;
  readonly step: SurveyStep;
  readonly table: AnyTable;
  readonly facts: DeviceFacts;
}

/** Reads what a device told of one table, slice by slice, so that a large panel costs no more a row than a small one. */
@Injectable()
export class SurveyReadingService {
  constructor(
    private readonly answers: QueryAnswerService,
    private readonly sealedBox: SealedBox,
  ) {}

  /** @returns the step as far as it is read; null where no row has come yet */
  async read(tx: EntityManager, reading: Reading, rowsAreToCome: boolean): Promise<SurveyStep | null> {
    const { survey, step } = reading;
    if (step.table === optionTableName) return this.readOptions(tx, reading);
    const { bodies, isLast } = await this.answers.takeSome(
      tx,
      { id: survey.commandId ?? 0, sn: survey.sn },
      bytesAtOnce,
    );
    if (bodies.length === 0 && step.tally === null && rowsAreToCome) return null;
    const read = await this.compare(tx, reading, bodies);
    return isLast ? this.lost(tx, reading, read) : read;
  }

  /** What is not told may be unknown to the firmware: it is never missing. */
  private async readOptions(tx: EntityManager, reading: Reading): Promise<SurveyStep> {
    const { survey, step, facts } = reading;
    const sides = await toldOptions(tx, survey, facts);
    const tally = await this.keep(tx, reading, sides);
    return { ...step, status: 'read', rows: sides.length, tally, returnCode: null };
  }

  private async compare(tx: EntityManager, reading: Reading, bodies: readonly Buffer[]): Promise<SurveyStep> {
    const { step, table, facts } = reading;
    let tally = added(step.tally, {});
    let unreadable = step.unreadable;
    const { dialect } = facts;
    for (const body of bodies) {
      await inSlices(body, async (slice) => {
        const all = recordsOf(slice, step, facts).map((rec) => sideOf(table, rec, dialect));
        const sides = all.filter((side) => side !== null);
        unreadable += all.length - sides.length;
        tally = added(tally, await this.keep(tx, reading, sides));
      });
    }
    const rows = Object.values(tally).reduce((sum, one) => sum + one, 0) - tally.missing;
    return { ...step, rows, tally, unreadable };
  }

  private async keep(
    tx: EntityManager,
    { survey, step, table, facts: { dialect } }: Reading,
    sides: readonly DeviceSide[],
  ): Promise<Tally> {
    const keys = sides.map(({ key }) => key);
    const known = await ledgerSides(tx, this.sealedBox, survey.sn, step, keys);
    const wanted = new Map(known.map((side) => [side.key, side]));
    const judge = { name: step.table, table, dialect, wanted, seal: this.sealedBox };
    return keepRows(
      tx,
      survey.id,
      sides.map((side) => judged(judge, side)),
    );
  }

  /** What the device acknowledged once and did not tell. With the last of it the table is read. */
  private async lost(tx: EntityManager, { survey, table }: Reading, step: SurveyStep): Promise<SurveyStep> {
    const rows = await rowsNotFound(tx, survey.id, survey.sn, step, missedAtOnce);
    const sides = await sidesOfRows(tx, this.sealedBox, rows);
    const kept = await keepRows(
      tx,
      survey.id,
      sides.map((side) => missed(step.table, table, side)),
    );
    const isWhole = rows.length < missedAtOnce;
    return { ...step, tally: added(step.tally, kept), ...(isWhole ? { status: 'read', returnCode: null } : {}) };
  }
}

/** Some firmware sends every type, whichever was asked for (docs/field-notes.md 37). */
const recordsOf = (body: Buffer, { table, type }: SurveyStep, { device }: DeviceFacts): Rec[] =>
  (isAtt(device) ? attRecords([body], newStep({ table, type, asked: false })) : parseRecords(textOf(body))).filter(
    ({ fields }) => type === null || Number(fields.get('type') ?? type) === type,
  );
