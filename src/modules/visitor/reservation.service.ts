import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { Failure } from '../../platform/errors.js';
import { BlockListService } from './block-list.service.js';
import { CertificateService, checkCertType, type Certificate, type SealedCertificate } from './certificate.js';
import { HostService } from './host.service.js';
import { checkAppointment, type Appointment } from './visit-facts.js';
import { VisitReservation } from './visit-reservation.entity.js';
import { VisitService } from './visit.service.js';
import { VisitorSettingsService } from './visitor-settings.service.js';

/** Visits that are expected. */
@Injectable()
export class ReservationService {
  constructor(
    private readonly certificates: CertificateService,
    private readonly settings: VisitorSettingsService,
    private readonly hosts: HostService,
    private readonly blockList: BlockListService,
    private readonly visits: VisitService,
  ) {}

  /**
   * Makes a reservation for a visitor (API manual 2.15.1).
   * @throws Failure certTypeInvalid, specialCharacters, nationalIdInvalid, dateIncorrect, employeeNotFound,
   * visitedDepartmentNotFound, blockListed, reservationNotNeeded, reservationExists
   */
  async add(tx: EntityManager, said: Appointment): Promise<VisitReservation> {
    const { nationalIdRule } = await this.settings.get(tx);
    checkAppointment(said, nationalIdRule, this.visits.clock());
    const { hostPin, deptCode } = await this.hosts.find(tx, said.hostPin, said.deptCode);
    const certificate = this.certificates.sealed(said);
    await this.certificates.lock(tx, certificate.certHash);
    await this.blockList.check(tx, certificate);
    await this.checkVisit(tx, certificate, said);
    await this.checkOthers(tx, certificate, said);
    const { name, phone = '', email = '', company = '', carPlate = '', visitReason } = said;
    const id = newId();
    await tx.insert(VisitReservation, {
      ...{ id, hostPin, deptCode, ...certificate, name, phone, email, company, carPlate, visitReason },
      ...{ visitDate: said.startTime, visitEndDate: said.endTime },
    });
    return this.get(tx, id);
  }

  /**
   * Cancels the reservation with this certificate and date (API manual 2.15.2).
   * @param visitDate when it begins; a day without a time finds the one that begins on that day
   * @throws Failure certTypeInvalid, reservationNotFound
   */
  async cancel(tx: EntityManager, { certType, certNumber, certTypes }: Certificate, visitDate: string): Promise<void> {
    checkCertType(certType, certTypes);
    const certHash = this.certificates.hash(certNumber);
    await this.certificates.lock(tx, certHash);
    const open = await tx.find(VisitReservation, {
      where: { certHash, certType, visitId: IsNull() },
      order: { visitDate: 'ASC', id: 'ASC' },
    });
    const found = open.find((one) => one.visitDate.startsWith(visitDate));
    if (!found) throw new Failure('reservationNotFound', 'No eligible visitor reservation information');
    await tx.delete(VisitReservation, { id: found.id });
  }

  /** @throws Failure reservationNotFound */
  async get(tx: EntityManager, id: string): Promise<VisitReservation> {
    const reservation = await tx.findOneBy(VisitReservation, { id });
    if (!reservation) throw new Failure('reservationNotFound', `there is no reservation ${id}`);
    return reservation;
  }

  /** @throws Failure reservationNotFound */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.delete(VisitReservation, { id });
  }

  /** A visitor who is here at that time needs no reservation. @throws Failure reservationNotNeeded */
  private async checkVisit(
    tx: EntityManager,
    certificate: SealedCertificate,
    { startTime }: Appointment,
  ): Promise<void> {
    const visit = await this.visits.open(tx, certificate);
    if (visit && visit.endTime >= this.visits.clock() && startTime <= visit.endTime) {
      throw new Failure('reservationNotNeeded', 'No need to make a reservation during the visit');
    }
  }

  /** @throws Failure reservationExists */
  private async checkOthers(
    tx: EntityManager,
    { certHash, certType }: SealedCertificate,
    { startTime, endTime }: Appointment,
  ): Promise<void> {
    const others: unknown[] = await tx.query(
      `SELECT 1 FROM visit_reservation WHERE cert_hash = $1 AND cert_type = $2 AND visit_id IS NULL
         AND visit_date <= $4 AND visit_end_date >= $3 LIMIT 1`,
      [certHash, certType, startTime, endTime],
    );
    if (others.length > 0) throw new Failure('reservationExists', 'You have made a reservation for that time');
  }
}
