import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import { Person } from '../person/person.entity.js';
import { CertificateService } from './certificate.js';
import { HostService, type Host } from './host.service.js';
import { Visit } from './visit.entity.js';
import { Visitor } from './visitor.entity.js';

/** What a desk knows of a visitor and a device does not. */
export interface Introduction {
  readonly certType: string;
  readonly certNumber: string;
  readonly company: string;
  readonly phone: string;
  readonly email: string;
  readonly carPlate: string;
  readonly visitReason: string;
  readonly hostPin: string;
}

/** A visitor who is inside, by the pin that devices know. */
export interface PresentVisitor {
  readonly visitId: string;
  readonly known: Introduction;
}

/** A visitor whom a device told of gets the certificate and the host that another server knows: the desk can sign out. */
@Injectable()
export class VisitorIntroductionService {
  constructor(
    private readonly certificates: CertificateService,
    private readonly hosts: HostService,
  ) {}

  /** The open visit of the visitor with this pin. */
  async find(tx: EntityManager, pin: string): Promise<PresentVisitor | undefined> {
    const visit = await tx.findOneBy(Visit, { pin, exitTime: IsNull() });
    if (!visit) return undefined;
    const { company, phone, email, carPlate, certType, visitReason, hostPin } = visit;
    const certNumber = this.certificates.open(visit.certNumber);
    return {
      visitId: visit.id,
      known: { company, phone, email, carPlate, certType, certNumber, visitReason, hostPin },
    };
  }

  /**
   * Writes what is said alone: the rest may have changed since it was found.
   * @throws Failure notFound, conflict, employeeNotFound
   */
  async introduce(tx: EntityManager, { visitId, known }: PresentVisitor, said: Partial<Introduction>): Promise<void> {
    const visit = await tx.findOneBy(Visit, { id: visitId, exitTime: IsNull() });
    const personId = visit?.personId ?? null;
    if (personId === null) throw new Failure('notFound', `there is no open visit ${visitId}`);
    const host: Partial<Host> = said.hostPin === undefined ? {} : await this.hosts.find(tx, said.hostPin);
    const certificate = this.certificates.sealed({
      certType: said.certType ?? known.certType,
      certNumber: said.certNumber ?? known.certNumber,
    });
    await this.certificates.lock(tx, certificate.certHash);
    const { certHash, certType } = certificate;
    const other = await tx.findOneBy(Visitor, { certHash, certType });
    if (other !== null && other.personId !== personId)
      throw new Failure('conflict', 'another visitor has this certificate');
    await tx.update(Person, { id: personId }, { ...reachOf(said), updatedAt: new Date() });
    await tx.update(
      Visitor,
      { personId },
      { ...certificate, ...(said.company !== undefined && { company: said.company }) },
    );
    await tx.update(Visit, { id: visitId }, { ...said, ...certificate, ...host });
  }
}

const reachOf = ({ phone, email, carPlate }: Partial<Introduction>) => ({
  ...(phone !== undefined && { mobilePhone: phone }),
  ...(email !== undefined && { email }),
  ...(carPlate !== undefined && { carPlate }),
});
