import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { stateChange } from '../change/change.service.js';
import { newId } from '../db/id.js';
import { Seal } from '../db/seal.js';
import { Failure } from '../errors.js';
import { PersonService } from '../person/person.service.js';
import { wholeBase64 } from '../wire/push/base64.js';
import { majorOf } from '../wire/push/bio-fit.js';
import { bioType } from '../wire/push/parameters/bio-support.js';
import { contentHashOf, hashOf } from './template-hash.js';

/** What our side says of a finger of a person. */
export interface FingerFacts {
  /** 0 to 9, from the left little finger on. */
  readonly no: number;
  readonly duress: boolean;
  /** Base64. */
  readonly template: string;
  /** Of the algorithm, such as 10 or 12.0; left out = 10. */
  readonly version?: string | undefined;
}

/** A fingerprint as it is kept. */
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
/** What nearly all devices compute. */
const usualVersion = '10';
const kind = 'template';
const finger = bioType.fingerprint;

/** Fingerprints that clients bring, read and take away. Devices of the person's levels follow by themselves. */
@Injectable()
export class FingerTemplateService {
  constructor(
    private readonly seal: Seal,
    private readonly persons: PersonService,
  ) {}

  /** @throws Failure pinMissing, personNotFound */
  async list(tx: EntityManager, pin: string): Promise<FingerTemplate[]> {
    const { id } = await this.persons.get(tx, pin);
    const rows: (Omit<FingerTemplate, 'template'> & { content: Buffer })[] = await tx.query(
      `SELECT id, no, index, major_ver AS "majorVer", duress, content FROM bio_template
       WHERE person_id = $1 AND kind = $2 AND bio_type = $3 ORDER BY no, index, major_ver`,
      [id, kind, finger],
    );
    return rows.map(({ content, ...row }) => ({ ...row, template: this.seal.open(content).toString('latin1') }));
  }

  /**
   * Adds a fingerprint, or replaces the one of that finger and algorithm.
   * @throws Failure pinMissing, personNotFound, templateNoInvalid, invalid, templateExists where it is another person's
   */
  async save(tx: EntityManager, pin: string, { no, duress, template, version }: FingerFacts): Promise<string> {
    const { id: personId } = await this.persons.hold(tx, pin);
    const content = wholeBase64(template);
    if (content === null) throw new Failure('invalid', 'template must be base64');
    const majorVer = version ? majorOf(version) : usualVersion;
    if (majorVer === null) throw new Failure('invalid', 'version must be a number such as 10 or 12.0');
    const contentHash = contentHashOf(this.seal, { kind, bioType: finger, content });
    await this.checkUnique(tx, personId, contentHash);
    const hash = hashOf(this.seal, { pin, kind, bioType: finger, content });
    await this.forgetDeletion(tx, pin, hash);
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO bio_template (id, person_id, kind, bio_type, no, index, major_ver, duress, content, size, hash,
         content_hash)
       VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (person_id, kind, bio_type, no, index, major_ver) DO UPDATE SET minor_ver = '0', format = 0,
         valid = true, duress = excluded.duress, content = excluded.content, size = excluded.size,
         hash = excluded.hash, content_hash = excluded.content_hash, source_sn = NULL, learnt_at = now()
       RETURNING id`,
      [
        newId(),
        personId,
        kind,
        finger,
        no,
        majorVer,
        duress,
        this.seal.seal(content),
        content.length,
        hash,
        contentHash,
      ],
    );
    await stateChange(tx, 'person', [pin]);
    return row?.id ?? '';
  }

  /** One finger, whatever the algorithm. @throws Failure pinMissing, personNotFound, templateNotFound */
  async remove(tx: EntityManager, pin: string, no: number): Promise<void> {
    const { id } = await this.persons.hold(tx, pin);
    const [, gone]: [unknown, number] = await tx.query(
      'DELETE FROM bio_template WHERE person_id = $1 AND kind = $2 AND bio_type = $3 AND no = $4',
      [id, kind, finger, no],
    );
    if (gone === 0) throw new Failure('templateNotFound', `templateNo ${no} does not exist`);
    await stateChange(tx, 'person', [pin]);
  }

  /** All fingers; faces and palms stay. @throws Failure pinMissing, personNotFound */
  async removeAll(tx: EntityManager, pin: string): Promise<void> {
    const { id } = await this.persons.hold(tx, pin);
    await tx.query('DELETE FROM bio_template WHERE person_id = $1 AND kind = $2 AND bio_type = $3', [id, kind, finger]);
    await stateChange(tx, 'person', [pin]);
  }

  /** One finger of two persons: whose door opens would be chance. */
  private async checkUnique(tx: EntityManager, personId: string, contentHash: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(7084, hashtext($1))', [contentHash]);
    const others: unknown[] = await tx.query(
      'SELECT 1 FROM bio_template WHERE content_hash = $1 AND person_id <> $2 LIMIT 1',
      [contentHash, personId],
    );
    if (others.length > 0) throw new Failure('templateExists', 'The personnel fingerprint already existed');
  }

  /** What comes back on purpose is not what devices shall forget. */
  private async forgetDeletion(tx: EntityManager, pin: string, hash: string): Promise<void> {
    await tx.query('DELETE FROM bio_tombstone WHERE pin = $1 AND kind = $2 AND bio_type = $3 AND hash = $4', [
      pin,
      kind,
      finger,
      hash,
    ]);
  }
}
