import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import { HistoryErasureService } from '../person/history-erasure.service.js';
import { Person } from '../person/person.entity.js';
import { Visit } from './visit.entity.js';
import { VisitorService } from './visitor.service.js';

/** Deletes what identifies a visitor. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly visitors: VisitorService,
    private readonly history: HistoryErasureService,
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
    // A reservation of a former visitor may belong to another person by now.
    await tx.query(
      `DELETE FROM visit_reservation r
       WHERE r.visit_id IN (SELECT id FROM visit WHERE pin = $1)
         OR (r.cert_hash, r.cert_type) IN (
           SELECT v.cert_hash, v.cert_type FROM visitor v JOIN person p ON p.id = v.person_id WHERE p.pin = $1)`,
      [pin],
    );
    if (isVisitor) await this.visitors.remove(tx, pin);
    await tx.query('DELETE FROM visit WHERE pin = $1', [pin]);
    await this.history.erase(tx, traces);
  }
}
