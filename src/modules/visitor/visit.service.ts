import { Inject, Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { MembershipService } from '../accLevel/membership.service.js';
import { recordTaking } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure } from '../../platform/errors.js';
import { CardService } from '../person/card.service.js';
import { Person } from '../person/person.entity.js';
import { PersonService } from '../person/person.service.js';
import { QrCodeService } from '../qrCode/qr-code.service.js';
import { CertificateService, checkCertType, type Certificate, type SealedCertificate } from './certificate.js';
import { Visit, type VisitEnd } from './visit.entity.js';

/** Open visits, and how they end. */
@Injectable()
export class VisitService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly certificates: CertificateService,
    private readonly persons: PersonService,
    private readonly memberships: MembershipService,
    private readonly cards: CardService,
    private readonly codes: QrCodeService,
  ) {}

  /** The site's wall clock. */
  clock(): string {
    return wallClockOf(new Date(), this.config.siteTimeZone);
  }

  /** A visit that was not ended, even if its time is over. */
  open(
    tx: EntityManager,
    { certHash, certType }: Pick<SealedCertificate, 'certHash' | 'certType'>,
  ): Promise<Visit | null> {
    return tx.findOneBy(Visit, { certHash, certType, exitTime: IsNull() });
  }

  /** An open visit, for a change. @throws Failure notFound, conflict */
  async held(tx: EntityManager, id: string): Promise<Visit> {
    const named = await tx.findOneBy(Visit, { id });
    if (!named) throw new Failure('notFound', `there is no visit ${id}`);
    await this.certificates.lock(tx, named.certHash);
    const visit = await tx.findOneByOrFail(Visit, { id });
    if (visit.exitTime !== null) throw new Failure('conflict', `the visit ${id} has ended`);
    return visit;
  }

  /** Signs a visitor out (API manual 2.17.2). @throws Failure certTypeInvalid, notRegistered */
  async exit(tx: EntityManager, { certType, certNumber, certTypes }: Certificate): Promise<Visit> {
    checkCertType(certType, certTypes);
    const certHash = this.certificates.hash(certNumber);
    await this.certificates.lock(tx, certHash);
    const visit = await this.open(tx, { certHash, certType });
    if (!visit) throw new Failure('notRegistered', 'The visitor is not registered and cannot be signed out');
    return this.end(tx, visit, 'exit');
  }

  /** From here on the visitor cannot pass any door. The caller has locked the certificate. */
  async end(tx: EntityManager, visit: Visit, endedBy: VisitEnd): Promise<Visit> {
    const exitTime = endedBy === 'expired' ? visit.endTime : this.clock();
    await tx.update(Visit, { id: visit.id }, { exitTime, endedBy });
    const person = await this.persons.holdVisitor(tx, visit.pin);
    await tx.update(Person, { id: person.id }, { isDisabled: true, updatedAt: new Date() });
    await this.memberships.replace(tx, 'vis', visit.pin, []);
    await this.cards.assign(tx, person.id, { cardNo: '', supplyCards: [] });
    await this.codes.revoke(tx, person);
    await recordTaking(tx, 'person', [visit.pin]);
    return tx.findOneByOrFail(Visit, { id: visit.id });
  }
}
