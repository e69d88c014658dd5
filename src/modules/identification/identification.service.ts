import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isGivingHeld } from '../../core/ledger/restore-hold.js';
import { isRightTold } from '../../core/ledger/told-right.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { decidePassage, type PassageRequest, type Reason } from './passage.js';
import type { DoorPlace } from './door-facts.js';
import { loadPassage, type Place } from './passage-facts.js';

/** A device asks who may pass (Access PUSH 10). */
export interface Question extends PassageRequest, Place {
  /** The time in the row: the device's own clock, only for the record. */
  readonly deviceTime: string;
  /** The row as sent: the same row twice is one request. */
  readonly line: string;
}

export type Result = 'SUCCESS' | 'FAILED' | 'TIMEOUT';

export interface Decided {
  readonly result: Result;
  readonly reason: Reason;
  readonly door: DoorPlace | null;
  readonly extendedPass: boolean;
}

/** One decision as it is stored. */
export interface Identification {
  readonly id: number;
  readonly at: Date;
  readonly sn: string;
  readonly deviceTime: string;
  readonly pin: string;
  readonly cardNo: string;
  readonly doorId: string | null;
  readonly doorName: string;
  readonly result: Result;
  readonly reason: Reason;
  readonly times: number;
}

/** The answer came too late. The decision is not kept, because no device gets it. */
class TooLate extends Error {}

const yes: ReadonlySet<Reason> = new Set(['granted', 'superUser']);

/** Decides who passes when a device asks, and stores each decision before it is sent. */
@Injectable()
export class IdentificationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
  ) {}

  /**
   * A repeated request is decided again: a device that asks twice has not received the first answer. The order to open
   * is in the answer and not in the queue, so no door opens twice or late. The record has one row.
   * @param until on the steady clock; after it no answer is sent. The promise rejects then, and if the database does
   * not answer
   */
  async decide(question: Question, until: number): Promise<Decided> {
    return this.unitOfWork.run(async (tx) => {
      const facts = await loadPassage(tx, this.sealedBox, question, question);
      const pin = facts.holder?.pin ?? question.pin;
      const reason = await this.sinceRestore(tx, { ...question, pin }, facts.place, decidePassage(question, facts));
      const result: Result = yes.has(reason) ? 'SUCCESS' : 'FAILED';
      await this.keep(tx, { ...question, pin }, { result, reason, doorName: facts.place?.name ?? '' });
      if (steadyMs() > until) throw new TooLate('nobody waits for the answer any more');
      return { result, reason, door: facts.place, extendedPass: facts.extendedPass };
    });
  }

  /** Requests that were answered without reading levels. */
  note(question: Question, result: Result, reason: Reason): Promise<void> {
    return this.unitOfWork.run((tx) => this.keep(tx, question, { result, reason, doorName: '' }));
  }

  /** Newest first. */
  list(tx: EntityManager, sn: string, page: { before?: number; limit: number }): Promise<Identification[]> {
    return tx.query(
      `SELECT id, at, sn, device_time AS "deviceTime", pin, card_no AS "cardNo", door_id AS "doorId",
         door_name AS "doorName", result, reason, times
       FROM identification WHERE sn = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [sn, page.before ?? null, page.limit],
    );
  }

  /** After a restore the rights of the backup count only as far as the device is known to have them. */
  private async sinceRestore(
    tx: EntityManager,
    asked: Question,
    place: DoorPlace | null,
    reason: Reason,
  ): Promise<Reason> {
    if (!yes.has(reason) || !place || !(await isGivingHeld(tx, asked.sn))) return reason;
    const passage = { ...asked, door: place.number, superUser: reason === 'superUser' };
    return (await isRightTold(tx, passage)) ? reason : 'restored';
  }

  private async keep(
    tx: EntityManager,
    { sn, deviceTime, pin, cardNo, doorId, line }: Question,
    { result, reason, doorName }: Pick<Identification, 'result' | 'reason' | 'doorName'>,
  ): Promise<void> {
    const hash = createHash('sha256').update(line).digest('hex');
    const rows: { id: number; times: number }[] = await tx.query(
      `INSERT INTO identification (sn, device_time, pin, card_no, door_id, door_name, result, reason, line_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (sn, line_hash, reason, result) DO UPDATE SET times = identification.times + 1
       RETURNING id, times`,
      [sn, deviceTime, pin, cardNo, doorId, doorName, result, reason, hash],
    );
    const [row] = rows;
    if (row?.times !== 1) return;
    await tx.query(`SELECT feed_append('identification', $1, $2)`, [sn, String(row.id)]);
    notify(tx, 'feed');
  }
}
