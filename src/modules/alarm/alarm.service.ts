import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import { alarmsById, type AlarmOutcome, type AlarmRow } from './alarm-list.js';
import { alarmKinds, declarationOf } from './alarm-kinds.js';
import { tell, type Told } from './alarm-store.js';

export interface Ack {
  readonly by: string;
  readonly outcome: AlarmOutcome;
  readonly note: string;
}

export interface Acked {
  readonly id: string;
  /** `already`: somebody has done it before. */
  readonly result: 'acked' | 'already' | 'notFound';
  readonly row: AlarmRow | null;
}

/** Nothing tells when these are over: they are once somebody has seen to them. */
const seenTo = alarmKinds.filter((kind) => !declarationOf(kind).endsItself);

type Areas = readonly string[] | null;

/** What guards do with alarms. */
@Injectable()
export class AlarmService {
  /** @throws Failure notFound, also for one that is outside of `bounds` */
  async get(tx: EntityManager, id: string, bounds: Areas): Promise<AlarmRow> {
    const [row] = await alarmsById(tx, [id], bounds);
    if (!row) throw new Failure('notFound', `there is no alarm ${id}`);
    return row;
  }

  /** Each by itself: whoever comes second is told who was first. */
  async acknowledge(tx: EntityManager, ids: readonly string[], ack: Ack, bounds: Areas): Promise<Acked[]> {
    const wanted = [...new Set(ids)];
    const before = (await alarmsById(tx, wanted, bounds)).map(({ id }) => id);
    // In the order of the ids, so that two who acknowledge the same never wait for each other.
    await tx.query('SELECT 1 FROM alarm WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE', [before]);
    const [changed]: [{ id: string }[], number] = await tx.query(
      `UPDATE alarm SET ack_by = $2, ack_at = clock_timestamp(), ack_outcome = $3, ack_note = $4, shelved_until = NULL,
         active = active AND kind <> ALL($5), ended_at = CASE WHEN active AND kind <> ALL($5) THEN NULL
           ELSE coalesce(ended_at, clock_timestamp()) END
       WHERE id = ANY($1::bigint[]) AND ack_at IS NULL RETURNING id::text`,
      [before, ack.by, ack.outcome, ack.note, seenTo],
    );
    const done = new Set(changed.map(({ id }) => id));
    const rows = new Map((await alarmsById(tx, before, bounds)).map((row) => [row.id, row]));
    await tell(
      tx,
      changed.map(({ id }): Told => ({ id, what: 'acked' })),
    );
    return wanted.map((id) => {
      const row = rows.get(id) ?? null;
      return { id, row, result: row === null ? 'notFound' : done.has(id) ? 'acked' : 'already' };
    });
  }

  /** Notes stay in their order; none is changed. */
  async note(tx: EntityManager, id: string, said: { by: string; note: string }, bounds: Areas): Promise<AlarmRow> {
    await this.get(tx, id, bounds);
    await tx.query(
      `UPDATE alarm SET notes = notes || jsonb_build_object('by', $2::text, 'at', clock_timestamp(), 'note', $3::text)
       WHERE id = $1`,
      [id, said.by, said.note],
    );
    return this.changed(tx, { id, what: 'noted' }, bounds);
  }

  /**
   * It is out of sight until then, and goes on counting.
   * @throws Failure conflict for the most urgent, and for one that was acknowledged
   */
  async shelve(
    tx: EntityManager,
    id: string,
    order: { by: string; minutes: number; reason: string },
    bounds: Areas,
  ): Promise<AlarmRow> {
    const { priority, ackAt } = await this.get(tx, id, bounds);
    if (priority === 1) throw new Failure('conflict', 'an alarm of priority 1 is not put aside');
    if (ackAt !== null) throw new Failure('conflict', 'it has been acknowledged');
    await tx.query(
      `UPDATE alarm SET shelved_until = clock_timestamp() + $2 * interval '1 minute', shelved_by = $3, shelve_reason = $4
       WHERE id = $1`,
      [id, order.minutes, order.by, order.reason],
    );
    return this.changed(tx, { id, what: 'shelved' }, bounds);
  }

  async unshelve(tx: EntityManager, id: string, bounds: Areas): Promise<AlarmRow> {
    await this.get(tx, id, bounds);
    await tx.query('UPDATE alarm SET shelved_until = NULL WHERE id = $1', [id]);
    return this.changed(tx, { id, what: 'unshelved' }, bounds);
  }

  private async changed(tx: EntityManager, told: Told, bounds: Areas): Promise<AlarmRow> {
    const row = await this.get(tx, told.id, bounds);
    await tell(tx, [told]);
    return row;
  }
}
