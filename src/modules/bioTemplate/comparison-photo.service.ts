import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { visibleFace } from './bio-template.service.js';

/** The comparison photo that a device took, if it is newer than the person's own photo. */
export interface ComparisonPhoto {
  /** Name of its path: a caller who knows it may see the photo. */
  readonly name: string;
  readonly photo: Buffer;
}

const signed = /^([^.]{1,64})\.([\w-]{22})$/;

const signedOf = (id: string) => `comparison photo ${id}`;

/** Comparison photos of faces for clients: devices take them, and they replace an older photo (sync). */
@Injectable()
export class ComparisonPhotoService {
  constructor(private readonly sealedBox: SealedBox) {}

  /** By person id; persons without one, or with a newer photo of their own, are missing in the answer. */
  async of(tx: EntityManager, personIds: readonly string[]): Promise<ReadonlyMap<string, ComparisonPhoto>> {
    const newest = await this.newest(tx, personIds);
    const rows: { id: string; content: Buffer }[] = await tx.query(
      'SELECT id, content FROM bio_template WHERE id = ANY($1)',
      [[...newest.values()]],
    );
    const photos = new Map(rows.map(({ id, content }) => [id, this.open(content)]));
    return new Map(
      [...newest].flatMap(([personId, id]) => {
        const photo = photos.get(id);
        return photo ? [[personId, { name: this.nameOf(id), photo }] as const] : [];
      }),
    );
  }

  /** Only their names, by person id. */
  async names(tx: EntityManager, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const newest = await this.newest(tx, personIds);
    return new Map([...newest].map(([personId, id]) => [personId, this.nameOf(id)]));
  }

  /** The photo of that name; null if there is none, or it was deleted. */
  async find(tx: EntityManager, name: string): Promise<Buffer | null> {
    const [, id = '', signature = ''] = signed.exec(name) ?? [];
    if (!this.sealedBox.isSigned(signedOf(id), signature)) return null;
    const rows: { content: Buffer }[] = await tx.query(
      `SELECT content FROM bio_template WHERE id = $1 AND kind = 'photo'`,
      [id],
    );
    return rows[0] ? this.open(rows[0].content) : null;
  }

  private async newest(tx: EntityManager, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows: { personId: string; id: string }[] = await tx.query(
      `SELECT DISTINCT ON (t.person_id) t.person_id AS "personId", t.id
       FROM bio_template t JOIN person p ON p.id = t.person_id
       WHERE t.person_id = ANY($1) AND t.kind = 'photo' AND t.bio_type = $2
         AND (p.photo IS NULL OR p.photo_at IS NULL OR t.learnt_at >= p.photo_at)
       ORDER BY t.person_id, t.learnt_at DESC`,
      [personIds, visibleFace],
    );
    return new Map(rows.map(({ personId, id }) => [personId, id]));
  }

  private nameOf(id: string): string {
    return `${id}.${this.sealedBox.sign(signedOf(id))}`;
  }

  private open(content: Buffer): Buffer {
    return Buffer.from(this.sealedBox.open(content).toString('latin1'), 'base64');
  }
}
