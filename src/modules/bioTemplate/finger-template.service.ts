import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordTaking } from '../../core/outbox/outbox.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { PersonService } from '../person/person.service.js';
import { bioType } from '../../protocol/access-push/parameters/bio-support.js';
import { BroughtTemplateService } from './brought-template.service.js';

/** A fingerprint of a person in a request. */
export interface FingerFacts {
  /** 0 to 9, from the left little finger on. */
  readonly no: number;
  readonly duress: boolean;
  /** Base64. */
  readonly template: string;
  /** Version of the algorithm, such as 10 or 12.0; left out = 10. */
  readonly version?: string | undefined;
}

/** A fingerprint as it is stored. */
export interface FingerTemplate {
  readonly id: string;
  readonly no: number;
  readonly index: number;
  readonly majorVer: string;
  readonly duress: boolean;
  /** Base64. */
  readonly template: string;
}

export const fingers = 10;
/** The version that nearly all devices use. */
const usualVersion = '10';
const kind = 'template';
const finger = bioType.fingerprint;

/** Fingerprints that clients add, read and delete. The devices of the person's levels are updated. */
@Injectable()
export class FingerTemplateService {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly persons: PersonService,
    private readonly brought: BroughtTemplateService,
  ) {}

  /** @throws Failure pinMissing, personNotFound */
  async list(tx: EntityManager, pin: string): Promise<FingerTemplate[]> {
    const { id } = await this.persons.get(tx, pin);
    const rows: (Omit<FingerTemplate, 'template'> & { content: Buffer })[] = await tx.query(
      `SELECT id, no, index, major_ver AS "majorVer", duress, content FROM bio_template
       WHERE person_id = $1 AND kind = $2 AND bio_type = $3 ORDER BY no, index, major_ver`,
      [id, kind, finger],
    );
    return rows.map(({ content, ...row }) => ({ ...row, template: this.sealedBox.open(content).toString('latin1') }));
  }

  /**
   * Adds a fingerprint, or replaces the one of that finger and algorithm.
   * @throws Failure pinMissing, personNotFound, templateNoInvalid, invalid, templateExists if another person has it
   */
  save(
    tx: EntityManager,
    pin: string,
    { no, duress, template, version = usualVersion }: FingerFacts,
    how: 'add' | 'edit',
  ): Promise<string> {
    const brought = { bioType: finger, no, index: 0, duress, format: 0, version, template };
    return this.brought.save(tx, pin, brought, how);
  }

  /** Deletes one finger, of every algorithm. @throws Failure pinMissing, personNotFound, templateNotFound */
  async remove(tx: EntityManager, pin: string, no: number): Promise<void> {
    const { id } = await this.persons.hold(tx, pin);
    const [, gone]: [unknown, number] = await tx.query(
      'DELETE FROM bio_template WHERE person_id = $1 AND kind = $2 AND bio_type = $3 AND no = $4',
      [id, kind, finger, no],
    );
    if (gone === 0) throw new Failure('templateNotFound', `templateNo ${no} does not exist`);
    await recordTaking(tx, 'person', [pin]);
  }

  /** Deletes all fingers; faces and palms stay. @throws Failure pinMissing, personNotFound */
  async removeAll(tx: EntityManager, pin: string): Promise<void> {
    const { id } = await this.persons.hold(tx, pin);
    await tx.query('DELETE FROM bio_template WHERE person_id = $1 AND kind = $2 AND bio_type = $3', [id, kind, finger]);
    await recordTaking(tx, 'person', [pin]);
  }
}
