import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { HistoryErasureService } from '../person/history-erasure.service.js';
import { Person } from '../person/person.entity.js';
import { PersonService } from '../person/person.service.js';
import { Visit } from './visit.entity.js';
import { VisitorService } from './visitor.service.js';

/** Somebody who was erased, known by a hash of the pin. */
export interface ErasedPin {
  readonly pinHash: string;
  readonly at: Date;
}

/** Where pins stand. Counters know those of all events; what is not counted yet stands at the end of the feed. */
const pins = `WITH RECURSIVE counted AS (
    (SELECT pin FROM event_count_by_pin ORDER BY pin LIMIT 1)
    UNION ALL
    SELECT (SELECT c.pin FROM event_count_by_pin c WHERE c.pin > counted.pin ORDER BY c.pin LIMIT 1)
    FROM counted WHERE counted.pin IS NOT NULL)
  SELECT pin FROM counted WHERE pin IS NOT NULL
  UNION SELECT pin FROM event_uncounted WHERE pin IS NOT NULL
  UNION SELECT pin FROM person UNION SELECT pin FROM person_tombstone UNION SELECT pin FROM visit`;

/** Deletes what identifies a visitor or a person. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly visitors: VisitorService,
    private readonly persons: PersonService,
    private readonly history: HistoryErasureService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * The visitor, if they still exist, and the history.
   * @throws Failure visitorNotFound, conflict while the visitor is inside
   */
  async erase(tx: EntityManager, pin: string): Promise<void> {
    const isVisitor = await tx.existsBy(Person, { pin, isVisitor: true });
    if (!isVisitor && !(await tx.existsBy(Visit, { pin }))) {
      throw new Failure('visitorNotFound', `there is no visitor ${pin}, and no visit`);
    }
    const traces = await this.history.tracesOf(tx, pin);
    await this.deleteReservations(tx, pin);
    if (isVisitor) await this.visitors.remove(tx, pin);
    await tx.query('DELETE FROM visit WHERE pin = $1', [pin]);
    await this.history.erase(tx, traces);
  }

  /**
   * Anybody: a person, also who has left or was deleted before, or a visitor.
   * @throws Failure personNotFound, conflict while a visitor is inside
   */
  async eraseAnybody(tx: EntityManager, pin: string): Promise<void> {
    if (await this.isOfVisits(tx, pin)) return this.erase(tx, pin);
    const traces = await this.history.tracesOf(tx, pin);
    const isKnown = (await this.persons.forget(tx, pin)) || (await this.history.has(tx, pin));
    if (!isKnown) throw new Failure('personNotFound', `The person ${pin} does not exist`);
    await this.history.erase(tx, traces);
  }

  /**
   * After a restore: whoever was erased after the backup was made is erased again. A person who was made since, with the
   * same pin, stays.
   * @param also those whom this database does not know as erased, because it is older
   * @returns how many pins were erased again
   */
  async eraseAgain(also: readonly ErasedPin[] = []): Promise<number> {
    const { manager } = this.unitOfWork;
    await manager.query(
      `INSERT INTO erased_person (pin_hash, at) SELECT * FROM unnest($1::text[], $2::timestamptz[])
       ON CONFLICT (pin_hash) DO UPDATE SET at = greatest(erased_person.at, excluded.at)`,
      [also.map(({ pinHash }) => pinHash), also.map(({ at }) => at)],
    );
    const erased = new Map((await this.erasedPins()).map(({ pinHash, at }) => [pinHash, at]));
    if (erased.size === 0) return 0;
    const known: { pin: string }[] = await manager.query(pins);
    let count = 0;
    for (const { pin } of known) {
      const at = erased.get(this.history.hashOf(pin));
      if (at === undefined) continue;
      const caller = { actor: 'system', tokenId: '', address: '', action: 'erased again after a restore' };
      await this.audited.run({ ...caller, detail: { pin } }, (tx) => this.again(tx, pin, at));
      count++;
    }
    return count;
  }

  erasedPins(): Promise<ErasedPin[]> {
    return this.unitOfWork.manager.query('SELECT pin_hash AS "pinHash", at FROM erased_person ORDER BY pin_hash');
  }

  private async isOfVisits(tx: EntityManager, pin: string): Promise<boolean> {
    const person = await tx.findOne(Person, { where: { pin }, select: { id: true, isVisitor: true } });
    return person ? person.isVisitor : tx.existsBy(Visit, { pin });
  }

  private async again(tx: EntityManager, pin: string, at: Date): Promise<void> {
    const [person]: { isVisitor: boolean }[] = await tx.query(
      'SELECT is_visitor AS "isVisitor" FROM person WHERE pin = $1 AND created_at <= $2',
      [pin, at],
    );
    const traces = person ? await this.history.tracesOf(tx, pin) : { pin, names: [], values: [] };
    if (person?.isVisitor) await this.deleteReservations(tx, pin);
    // Also a visit that was not over when the backup was made.
    await tx.query('DELETE FROM visit WHERE pin = $1 AND created_at <= $2', [pin, at]);
    if (person?.isVisitor) await this.visitors.remove(tx, pin);
    else if (person) await this.persons.forget(tx, pin);
    await this.history.erase(tx, traces, at);
  }

  /** A reservation of a former visitor may belong to another person by now. */
  private async deleteReservations(tx: EntityManager, pin: string): Promise<void> {
    await tx.query(
      `DELETE FROM visit_reservation r
       WHERE r.visit_id IN (SELECT id FROM visit WHERE pin = $1)
         OR (r.cert_hash, r.cert_type) IN (
           SELECT v.cert_hash, v.cert_type FROM visitor v JOIN person p ON p.id = v.person_id WHERE p.pin = $1)`,
      [pin],
    );
  }
}
