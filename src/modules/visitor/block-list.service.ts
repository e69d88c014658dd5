import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { holdRow } from '../../platform/database/hold-row.js';
import { newId } from '../../platform/database/id.js';
import { Failure, taken } from '../../platform/errors.js';
import { CertificateService, checkCertType, type Certificate, type SealedCertificate } from './certificate.js';
import { VisitService } from './visit.service.js';
import { VisitorBlock } from './visitor.entity.js';

export interface BlockFacts {
  readonly name?: string | undefined;
  readonly reason?: string | undefined;
}

/** People who are not let in. */
@Injectable()
export class BlockListService {
  constructor(
    private readonly certificates: CertificateService,
    private readonly visits: VisitService,
  ) {}

  /** The visit of a blocked visitor who is inside ends. @throws Failure certTypeInvalid, conflict */
  async add(tx: EntityManager, certificate: Certificate, facts: BlockFacts): Promise<VisitorBlock> {
    checkCertType(certificate.certType);
    const sealed = this.certificates.sealed(certificate);
    await this.certificates.lock(tx, sealed.certHash);
    if (await isBlocked(tx, sealed)) {
      throw taken('certNumber', certificate.certNumber, 'the certificate is on the block list already');
    }
    const visit = await this.visits.open(tx, sealed);
    if (visit) await this.visits.end(tx, visit, 'blocked');
    const block = { id: newId(), ...sealed, name: facts.name ?? '', reason: facts.reason ?? '' };
    await tx.insert(VisitorBlock, block);
    return this.get(tx, block.id);
  }

  /** @throws Failure notFound */
  async patch(tx: EntityManager, id: string, { name, reason }: BlockFacts): Promise<VisitorBlock> {
    await holdRow(tx, 'visitor_block', id);
    const block = await this.get(tx, id);
    return tx.save(Object.assign(block, { name: name ?? block.name, reason: reason ?? block.reason }));
  }

  /** @throws Failure notFound */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.delete(VisitorBlock, { id });
  }

  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<VisitorBlock> {
    const block = await tx.findOneBy(VisitorBlock, { id });
    if (!block) throw new Failure('notFound', `nothing with the id ${id} is on the block list`);
    return block;
  }

  /**
   * The caller has locked the certificate, so that it cannot be put on the list meanwhile. @throws Failure blockListed
   */
  async check(tx: EntityManager, certificate: SealedCertificate): Promise<void> {
    if (await isBlocked(tx, certificate)) throw new Failure('blockListed', 'The visitor is in the block list');
  }
}

const isBlocked = (tx: EntityManager, { certHash, certType }: SealedCertificate): Promise<boolean> =>
  tx.existsBy(VisitorBlock, { certHash, certType });
