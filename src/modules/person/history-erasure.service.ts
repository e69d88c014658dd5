import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditErasureService } from '../../platform/auth/audit-erasure.service.js';
import type { Traces } from '../../platform/auth/traces.js';
import { photoOfEvent } from '../transaction/stored-event.js';

/**
 * Deletes what identifies a person in the history. Events and the audit log stay, with a pin that belongs to nobody.
 */
@Injectable()
export class HistoryErasureService {
  constructor(private readonly audit: AuditErasureService) {}

  /** Read before the person is deleted: the audit log contains cards and names without a pin. */
  async tracesOf(tx: EntityManager, pin: string): Promise<Traces> {
    const [person]: { names: string[]; values: string[] }[] = await tx.query(
      `SELECT ARRAY[name, last_name] AS names,
         ARRAY[email, mobile_phone, car_plate] || ARRAY(SELECT card_no FROM card WHERE person_id = p.id) AS values
       FROM person p WHERE pin = $1`,
      [pin],
    );
    const said = (texts: readonly (string | null)[] = []) => texts.filter((text): text is string => Boolean(text));
    return { pin, names: said(person?.names), values: said(person?.values) };
  }

  /** Whether there are events of a pin whose person no longer exists. */
  async has(tx: EntityManager, pin: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM event WHERE pin <> '' AND pin = $1 AND NOT EXISTS (SELECT 1 FROM person WHERE pin = $1) LIMIT 1`,
      [pin],
    );
    return rows.length > 0;
  }

  async erase(tx: EntityManager, traces: Traces): Promise<void> {
    const { pin } = traces;
    await tx.query(`DELETE FROM event_photo p USING event e WHERE e.pin = $1 AND e.pin <> '' AND ${photoOfEvent}`, [
      pin,
    ]);
    await tx.query('DELETE FROM event_photo WHERE pin = $1', [pin]);
    await tx.query(`UPDATE event SET name = '', last_name = '', card_no = '', raw = '' WHERE pin <> '' AND pin = $1`, [
      pin,
    ]);
    await tx.query(
      `UPDATE muster_person SET name = '', last_name = '', dept_name = '', host_name = '' WHERE pin = $1`,
      [pin],
    );
    await this.audit.erase(tx, traces);
  }
}
