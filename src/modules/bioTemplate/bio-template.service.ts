import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordTaking } from '../../core/outbox/outbox.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { PersonService } from '../person/person.service.js';
import { BioTemplate } from './bio-template.entity.js';

/** The type for which a person's photo is the comparison photo, if no device took one. */
export const visibleFace = 9;

/** Templates and comparison photos for operators. Changes reach every device that holds them. */
@Injectable()
export class BioTemplateService {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly persons: PersonService,
  ) {}

  /** @throws Failure personNotFound */
  async list(tx: EntityManager, pin: string): Promise<BioTemplate[]> {
    const { id } = await this.persons.known(tx, pin);
    const order = { kind: 'DESC', bioType: 'ASC', no: 'ASC', index: 'ASC', majorVer: 'ASC' } as const;
    return tx.find(BioTemplate, { where: { personId: id }, order });
  }

  /**
   * Deletes a template here and on every device. If devices only delete several together (a palm is several templates),
   * the others stay and are sent again.
   * @throws Failure personNotFound, templateNotFound
   */
  async remove(tx: EntityManager, pin: string, id: string): Promise<void> {
    const person = await this.persons.hold(tx, pin);
    const { affected } = await tx.delete(BioTemplate, { id, personId: person.id });
    if (!affected) throw new Failure('templateNotFound', `person ${pin} has no template ${id}`);
    await recordTaking(tx, 'person', [pin]);
  }

  /** The newest comparison photo that devices took of the face, as JPEG; null without. */
  async facePhoto(tx: EntityManager, personId: string): Promise<Buffer | null> {
    const [row] = await tx.query<{ content: Buffer }[]>(
      `SELECT content FROM bio_template WHERE person_id = $1 AND kind = 'photo' AND bio_type = $2
       ORDER BY learnt_at DESC LIMIT 1`,
      [personId, visibleFace],
    );
    return row ? Buffer.from(this.sealedBox.open(row.content).toString('latin1'), 'base64') : null;
  }

  /** Deletes the person's photo and the comparison photos of the face: then no device knows the face by a photo. */
  async removePhotos(tx: EntityManager, pin: string): Promise<void> {
    const person = await this.persons.hold(tx, pin);
    await tx.delete(BioTemplate, { personId: person.id, kind: 'photo', bioType: visibleFace });
    await this.persons.save(tx, pin, { photo: null });
  }
}
