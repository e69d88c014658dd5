import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { VisitPhoto, type VisitPhotoKind } from './visit.entity.js';

/** Photos that were taken at the entrance. */
@Injectable()
export class VisitPhotoService {
  constructor(private readonly sealedBox: SealedBox) {}

  /** @throws Failure notFound */
  async get(tx: EntityManager, visitId: string, kind: VisitPhotoKind): Promise<Buffer> {
    const photo = await tx.findOne(VisitPhoto, { where: { visitId, kind }, select: { name: true, content: true } });
    if (!photo) throw new Failure('notFound', `the visit ${visitId} has no photo of kind ${kind}`);
    return this.sealedBox.open(photo.content);
  }
}
