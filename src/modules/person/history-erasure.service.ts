import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditErasureService } from '../../platform/auth/audit-erasure.service.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Traces } from '../../platform/auth/traces.js';
import { photoOfEvent } from '../transaction/stored-event.js';
import { erasedPinHash } from './erased-pin.js';

/**
 * Deletes what identifies a person in the history. Events and the audit log stay, with a pin that belongs to nobody.
 */
@Injectable()
export class HistoryErasureService {
  constructor(
    private readonly audit: AuditErasureService,
    private readonly seal: SealedBox,
  ) {}

  /** Read before the person is deleted: the audit log contains cards and names without a pin. */
  async tracesOf(tx: EntityManager, pin: string): Promise<Traces> {
    const [person]: { names: string[]; values: string[] }[] = await tx.query(
      `SELECT ARRAY[name, last_name] AS names,
         ARRAY[email, mobile_phone, car_plate] || ARRAY(SELECT card_no FROM card WHERE person_id = p.id)
           || coalesce(plates_in(car_plate) || regexp_split_to_array(car_plate, '\\s*[,;]\\s*'), '{}')
           || ARRAY(SELECT unnest(ARRAY[plate, car_number]) FROM parking_stay s WHERE s.pin = p.pin) AS values
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

  /**
   * @param until only what was written by then: when somebody is erased again, the pin may be another person's by now.
   *   Null = everything; then it is remembered that this pin was erased
   */
  async erase(tx: EntityManager, traces: Traces, until: Date | null = null): Promise<void> {
    const { pin } = traces;
    if (pin === '') return;
    for (const statement of statements) await tx.query(statement, [pin, until]);
    await this.audit.erase(tx, traces, until);
    if (until === null) {
      await tx.query(
        `INSERT INTO erased_person (pin_hash) VALUES ($1)
         ON CONFLICT (pin_hash) DO UPDATE SET at = excluded.at`,
        [this.hashOf(pin)],
      );
    }
  }

  hashOf(pin: string): string {
    return erasedPinHash(this.seal, pin);
  }
}

const ofTime = (column: string) => `($2::timestamptz IS NULL OR ${column} <= $2)`;

/** What tells of a pin beside the audit log. Rows stay, with a pin of nobody; pictures and templates go. */
const statements = [
  `DELETE FROM event_photo p USING event e
   WHERE e.pin = $1 AND e.pin <> '' AND ${photoOfEvent} AND ${ofTime('p.received_at')}`,
  `DELETE FROM event_photo WHERE pin = $1 AND ${ofTime('received_at')}`,
  `UPDATE event SET name = '', last_name = '', card_no = '', raw = ''
   WHERE pin <> '' AND pin = $1 AND (name, last_name, card_no, raw) <> ('', '', '', '') AND ${ofTime('received_at')}`,
  `UPDATE muster_person p SET name = '', last_name = '', dept_name = '', host_name = '' FROM muster m
   WHERE p.pin = $1 AND m.id = p.muster_id AND ${ofTime('m.started_at')}`,
  `UPDATE identification SET card_no = '' WHERE pin = $1 AND card_no <> '' AND ${ofTime('at')}`,
  `UPDATE visit SET host_name = '' WHERE host_pin = $1 AND host_name <> '' AND ${ofTime('created_at')}`,
  `UPDATE space_reservation SET applicant_pin = '', applicant_email = '', subject = '', content = ''
   WHERE applicant_pin = $1 AND applicant_pin <> '' AND ${ofTime('created_at')}`,
  `DELETE FROM parking_picture p USING parking_record r
   WHERE r.pin = $1 AND p.record_id = r.id AND ${ofTime('r.received_at')}`,
  `UPDATE parking_record SET name = '', plate = '', car_number = '' WHERE pin = $1 AND ${ofTime('received_at')}`,
  `UPDATE parking_read SET plate = '', car_number = '', pin = '' WHERE pin = $1 AND ${ofTime('received_at')}`,
  `UPDATE parking_stay SET plate = '', car_number = '', pin = '' WHERE pin = $1 AND ${ofTime('entered_at')}`,
  `UPDATE consumption_record SET name = '', last_name = '', card_no = '', sys_card_no = '', created_by = ''
   WHERE pin = $1 AND pin <> '' AND ${ofTime('received_at')}`,
  `DELETE FROM device_template WHERE pin = $1 AND ${ofTime('reported_at')}`,
  `DELETE FROM identity_card WHERE pin = $1 AND ${ofTime('reported_at')}`,
] as const;
