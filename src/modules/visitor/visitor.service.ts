import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import { newId } from '../../platform/database/id.js';
import { DiskService } from '../../platform/disk/disk.service.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { Person } from '../person/person.entity.js';
import { PersonService } from '../person/person.service.js';
import type { SealedCertificate } from './certificate.js';
import { genderOf, type VisitorFacts } from './visit-facts.js';
import { Visitor } from './visitor.entity.js';

/** The time of a visitor's visit, and the photo that devices use for face comparison. */
export interface Stay {
  readonly startTime: string;
  readonly endTime: string;
  readonly face?: Buffer | undefined;
}

/** A visitor who has arrived. */
export interface ArrivedVisitor {
  readonly id: string;
  readonly pin: string;
  readonly company: string;
}

type Names = Pick<Person, 'name' | 'lastName' | 'gender' | 'mobilePhone' | 'email' | 'carPlate'>;

const pinCounter = 'visitorPin';
const firstPin = 80_000_001;

/** Visitors. A visitor is recognised by the certificate and keeps the pin. */
@Injectable()
export class VisitorService {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly persons: PersonService,
    private readonly disk: DiskService,
  ) {}

  find(
    tx: EntityManager,
    { certHash, certType }: Pick<SealedCertificate, 'certHash' | 'certType'>,
  ): Promise<Visitor | null> {
    return tx.findOneBy(Visitor, { certHash, certType });
  }

  /** For a change; the caller has locked the certificate. @throws Failure visitorNotFound */
  async hold(tx: EntityManager, pin: string): Promise<{ visitor: Visitor; person: Person }> {
    const person = await this.persons.holdVisitor(tx, pin);
    return { person, visitor: await tx.findOneByOrFail(Visitor, { personId: person.id }) };
  }

  /** A visitor who comes again is the same visitor, with new facts. The caller has locked the certificate. */
  async arrive(
    tx: EntityManager,
    certificate: SealedCertificate,
    facts: VisitorFacts,
    stay: Stay,
  ): Promise<ArrivedVisitor> {
    const known = await this.find(tx, certificate);
    const columns = { ...namesOf(facts), ...this.stayOf(stay), isDisabled: false, updatedAt: new Date() };
    const company = facts.company ?? known?.company ?? '';
    if (known) {
      const { pin } = await tx.findOneByOrFail(Person, { id: known.personId });
      await this.persons.holdVisitor(tx, pin);
      await tx.update(Person, { id: known.personId }, columns);
      await tx.update(Visitor, { personId: known.personId }, { certNumber: certificate.certNumber, company });
      return { id: known.personId, pin, company };
    }
    const person = { id: newId(), pin: await this.nextPin(tx) };
    await tx.insert(Person, { ...columns, ...person, isVisitor: true, departmentId: null });
    await tx.insert(Visitor, { ...certificate, company, personId: person.id });
    return { ...person, company };
  }

  /** Changes the end of a visit. @throws Failure visitorNotFound */
  async stay(tx: EntityManager, pin: string, stay: Stay): Promise<void> {
    const { id } = await this.persons.holdVisitor(tx, pin);
    await tx.update(Person, { id }, { ...this.stayOf(stay), updatedAt: new Date() });
  }

  /** Changes the facts of a visitor. @throws Failure visitorNotFound, invalid */
  async patch(tx: EntityManager, pin: string, facts: Partial<VisitorFacts>): Promise<void> {
    const { person } = await this.hold(tx, pin);
    await tx.update(Person, { id: person.id }, { ...namesOf(facts), updatedAt: new Date() });
    if (facts.company !== undefined) await tx.update(Visitor, { personId: person.id }, { company: facts.company });
    await recordChange(tx, 'person', [pin]);
  }

  /**
   * Deletes the visitor; the visits stay as they were. A visitor who is inside has to leave first. @throws Failure
   * visitorNotFound, conflict
   */
  async remove(tx: EntityManager, pin: string): Promise<void> {
    const { person } = await this.hold(tx, pin);
    const inside: unknown[] = await tx.query('SELECT 1 FROM visit WHERE person_id = $1 AND exit_time IS NULL', [
      person.id,
    ]);
    if (inside.length > 0) throw new Failure('conflict', `the visitor ${pin} has not signed out`);
    await tx.query('DELETE FROM visit_photo WHERE visit_id IN (SELECT id FROM visit WHERE person_id = $1)', [
      person.id,
    ]);
    await recordTaking(tx, 'person', [pin]);
    await tx.delete(Person, { id: person.id });
  }

  private stayOf({ startTime, endTime, face }: Stay): Partial<Person> {
    if (face) this.disk.checkPicture();
    return {
      accStartTime: startTime,
      accEndTime: endTime,
      // Panels that delete visitors at the end of the day must not delete one who stays longer.
      temporary: startTime.slice(0, 10) === endTime.slice(0, 10),
      ...(face && {
        photo: this.sealedBox.seal(face),
        photoName: randomBytes(16).toString('hex'),
        photoAt: new Date(),
      }),
    };
  }

  /** The next free pin, from 80000001 (docs/rules.md 5). The counter's row is locked, so two visitors get two pins. */
  private async nextPin(tx: EntityManager): Promise<string> {
    for (;;) {
      const rows: { value: number }[] = await tx.query(
        `INSERT INTO setting (key, value) VALUES ($1, to_jsonb($2::bigint))
         ON CONFLICT (key) DO UPDATE SET value = to_jsonb(setting.value::bigint + 1) RETURNING value`,
        [pinCounter, firstPin],
      );
      const pin = String(rows[0]?.value);
      if (!(await tx.existsBy(Person, { pin }))) return pin;
    }
  }
}

function namesOf({ name, lastName, gender, phone, email, carPlate }: Partial<VisitorFacts>): Partial<Names> {
  const said = {
    name,
    lastName,
    gender: gender === undefined ? undefined : genderOf(gender),
    mobilePhone: phone,
    email,
    carPlate: carPlate === '' ? null : carPlate,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
