import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import { newId } from '../../platform/database/id.js';
import { CardService } from '../person/card.service.js';
import { Person } from '../person/person.entity.js';
import { CertificateService } from './certificate.js';
import { Visit } from './visit.entity.js';
import { Visitor } from './visitor.entity.js';

/** A visitor of another server, as a device reports them: it knows neither a certificate nor a host. */
export interface StrayVisitor {
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly cards: readonly string[];
  readonly startTime: string;
  readonly endTime: string;
  /** Replaces the certificate until the desk knows it. */
  readonly origin: string;
}

/** `others` among the certificates (API manual 2.17.1). */
const otherCertificate = '8';

/** Visitors whom another server registered continue their visit, under the pin that devices know. */
@Injectable()
export class VisitorAdoptionService {
  constructor(
    private readonly certificates: CertificateService,
    private readonly cards: CardService,
  ) {}

  /** The pins belong to nobody here, and the cards neither. */
  async adopt(tx: EntityManager, visitors: readonly StrayVisitor[]): Promise<void> {
    for (const one of visitors) await this.adoptOne(tx, one);
    await recordChange(
      tx,
      'person',
      visitors.map(({ pin }) => pin),
    );
  }

  private async adoptOne(tx: EntityManager, one: StrayVisitor): Promise<void> {
    const { pin, name, lastName, startTime, endTime } = one;
    const certificate = this.certificates.sealed({ certType: otherCertificate, certNumber: `${one.origin} ${pin}` });
    await this.certificates.lock(tx, certificate.certHash);
    const id = newId();
    const stay = {
      accStartTime: startTime,
      accEndTime: endTime,
      temporary: startTime.slice(0, 10) === endTime.slice(0, 10),
    };
    await tx.insert(Person, { id, pin, name, lastName, ...stay, isVisitor: true, departmentId: null });
    await tx.insert(Visitor, { ...certificate, company: '', personId: id });
    const [cardNo = '', ...supplyCards] = one.cards;
    await this.cards.assign(tx, id, { cardNo, supplyCards });
    await tx.insert(Visit, {
      ...{ id: newId(), personId: id, pin, name, lastName, ...certificate, startTime, endTime, cardNo },
      ...{ hostPin: '', visitReason: '', visitorCount: 1, levelIds: [] },
    });
  }
}
