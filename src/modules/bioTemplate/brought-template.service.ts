import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import { newId } from '../../platform/database/id.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { PersonService } from '../person/person.service.js';
import { wholeBase64 } from '../../protocol/access-push/base64.js';
import { majorOf } from '../../protocol/access-push/bio-fit.js';
import { versionOfTemplate } from '../../protocol/access-push/template-look.js';
import { contentHashOf, hashOf } from './template-hash.js';
import { lockKey } from '../../platform/database/locks.js';

/** A template of any type that a client sends. */
export interface BroughtTemplate {
  readonly bioType: number;
  readonly no: number;
  /** Number of the part, for templates with several parts. */
  readonly index: number;
  readonly duress: boolean;
  /** 0 ZK, 1 ISO, 2 ANSI. */
  readonly format: number;
  /** Version of the algorithm; '' = as its bytes show, or the version that nearly all devices use. */
  readonly version: string;
  /** Base64. */
  readonly template: string;
}

/** Which templates of a person. */
export interface TemplatesOf {
  readonly bioType?: number | undefined;
  readonly no?: number | undefined;
}

const kind = 'template';

/** Templates of any type that clients add and delete. The devices of the person's levels and areas are updated. */
@Injectable()
export class BroughtTemplateService {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly persons: PersonService,
  ) {}

  /**
   * Adds a template, or replaces the one of that place and algorithm.
   * @throws Failure pinMissing, personNotFound, invalid, templateExists if another person has it
   */
  async save(tx: EntityManager, pin: string, brought: BroughtTemplate, how: 'add' | 'edit' = 'edit'): Promise<string> {
    const { bioType, no, index, duress, format } = brought;
    const { id: personId } = await this.persons.hold(tx, pin);
    const content = wholeBase64(brought.template);
    if (content === null) throw new Failure('invalid', 'template must be base64');
    const majorVer = brought.version !== '' && majorOf(brought.version) === null ? null : versionOfTemplate(brought);
    if (majorVer === null) throw new Failure('invalid', 'version must be a number such as 10 or 12.0');
    const minorVer = /^\d+\.0*(\d{1,6})$/.exec(brought.version)?.[1] ?? '0';
    const contentHash = contentHashOf(this.sealedBox, { kind, bioType, content });
    await checkFree(tx, how, personId, { bioType, no, index, majorVer });
    await this.checkUnique(tx, personId, contentHash);
    const hash = hashOf(this.sealedBox, { pin, kind, bioType, content });
    await this.forgetDeletion(tx, pin, bioType, hash);
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO bio_template (id, person_id, kind, bio_type, no, index, major_ver, minor_ver, format, duress, content,
         size, hash, content_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       ON CONFLICT (person_id, kind, bio_type, no, index, major_ver) DO UPDATE SET minor_ver = excluded.minor_ver,
         format = excluded.format, valid = true, duress = excluded.duress, content = excluded.content,
         size = excluded.size, hash = excluded.hash, content_hash = excluded.content_hash, source_sn = NULL,
         learnt_at = now()
       RETURNING id`,
      [
        newId(),
        personId,
        kind,
        bioType,
        no,
        index,
        majorVer,
        minorVer,
        format,
        duress,
        this.sealedBox.seal(content),
        content.length,
        hash,
        contentHash,
      ],
    );
    await recordChange(tx, 'person', [pin]);
    return row?.id ?? '';
  }

  /**
   * Deletes all templates of a type, or of one part of the body. @returns how many. @throws Failure pinMissing,
   * personNotFound
   */
  async remove(tx: EntityManager, pin: string, { bioType, no }: TemplatesOf): Promise<number> {
    const { id } = await this.persons.hold(tx, pin);
    const [, gone]: [unknown, number] = await tx.query(
      `DELETE FROM bio_template WHERE person_id = $1 AND kind = $2 AND ($3::int IS NULL OR bio_type = $3)
         AND ($4::int IS NULL OR no = $4)`,
      [id, kind, bioType ?? null, no ?? null],
    );
    if (gone > 0) await recordTaking(tx, 'person', [pin]);
    return gone;
  }

  /** Sets exactly these templates: all others are deleted first, here and on devices. @throws Failure as save */
  async replace(tx: EntityManager, pin: string, brought: readonly BroughtTemplate[]): Promise<void> {
    const { id } = await this.persons.hold(tx, pin);
    const places = brought.map((one) => `${one.bioType} ${one.no} ${one.index} ${versionOfTemplate(one) ?? ''}`);
    await tx.query(
      `DELETE FROM bio_template WHERE person_id = $1 AND kind = $2
         AND concat_ws(' ', bio_type, no, index, major_ver) <> ALL($3::text[])`,
      [id, kind, places],
    );
    await recordTaking(tx, 'person', [pin]);
    for (const one of brought) await this.save(tx, pin, one);
  }

  /** If two persons had one template, chance would decide whose door opens. */
  private async checkUnique(tx: EntityManager, personId: string, contentHash: string): Promise<void> {
    await lockKey(tx, 'templateContent', contentHash);
    const others: unknown[] = await tx.query(
      'SELECT 1 FROM bio_template WHERE content_hash = $1 AND person_id <> $2 LIMIT 1',
      [contentHash, personId],
    );
    if (others.length > 0) throw new Failure('templateExists', 'The personnel fingerprint already existed');
  }

  /** A template that is added again on purpose must not be deleted on devices. */
  private async forgetDeletion(tx: EntityManager, pin: string, bioType: number, hash: string): Promise<void> {
    await tx.query('DELETE FROM bio_tombstone WHERE pin = $1 AND kind = $2 AND bio_type = $3 AND hash = $4', [
      pin,
      kind,
      bioType,
      hash,
    ]);
  }
}

interface Place {
  readonly bioType: number;
  readonly no: number;
  readonly index: number;
  readonly majorVer: string;
}

/** The person is held, so nobody else takes the place. @throws Failure templateExists */
async function checkFree(
  tx: EntityManager,
  how: 'add' | 'edit',
  personId: string,
  { bioType, no, index, majorVer }: Place,
): Promise<void> {
  if (how === 'edit') return;
  const there: unknown[] = await tx.query(
    `SELECT 1 FROM bio_template WHERE person_id = $1 AND kind = $2 AND bio_type = $3 AND no = $4 AND index = $5
       AND major_ver = $6`,
    [personId, kind, bioType, no, index, majorVer],
  );
  if (there.length > 0) throw new Failure('templateExists', `there is a template of number ${no} already`);
}
