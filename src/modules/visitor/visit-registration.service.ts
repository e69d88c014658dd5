import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { AccLevel } from '../accLevel/acc-level.entity.js';
import { MembershipService } from '../accLevel/membership.service.js';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import { newId } from '../../platform/database/id.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { DiskService } from '../../platform/disk/disk.service.js';
import { Failure } from '../../platform/errors.js';
import { CardService } from '../person/card.service.js';
import { Person } from '../person/person.entity.js';
import { BlockListService } from './block-list.service.js';
import { CertificateService, type SealedCertificate } from './certificate.js';
import { HostService, type Host } from './host.service.js';
import { checkAppointment, type Registration } from './visit-facts.js';
import { Visit, VisitPhoto, type VisitPhotoKind } from './visit.entity.js';
import { VisitService } from './visit.service.js';
import { VisitorSettingsService } from './visitor-settings.service.js';
import { VisitorService, type ArrivedVisitor } from './visitor.service.js';

/** What may change while a visit lasts. */
export interface VisitPatch {
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly levelIds?: readonly string[] | undefined;
}

interface VisitParties {
  readonly certificate: SealedCertificate;
  readonly host: Host;
  readonly visitor: ArrivedVisitor;
  readonly levelIds: readonly string[];
}

/** Registers visitors. During the visit, a registered visitor is a person on the devices of their levels. */
@Injectable()
export class VisitRegistrationService {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly certificates: CertificateService,
    private readonly settings: VisitorSettingsService,
    private readonly hosts: HostService,
    private readonly blockList: BlockListService,
    private readonly visits: VisitService,
    private readonly visitors: VisitorService,
    private readonly memberships: MembershipService,
    private readonly cards: CardService,
    private readonly disk: DiskService,
  ) {}

  /**
   * Registers a visitor who arrives (API manual 2.17.1).
   * @throws Failure certTypeInvalid, specialCharacters, nationalIdInvalid, dateIncorrect, employeeNotFound,
   * visitedDepartmentNotFound, blockListed, alreadyRegistered, levelNotFound, cardTaken, invalid
   */
  async register(tx: EntityManager, said: Registration): Promise<Visit> {
    const { nationalIdRule, levelIds: usual } = await this.settings.get(tx);
    checkAppointment(said, nationalIdRule, this.visits.clock());
    const host = await this.hosts.find(tx, said.hostPin, said.deptCode);
    const certificate = this.certificates.sealed(said);
    await this.certificates.lock(tx, certificate.certHash);
    await this.blockList.check(tx, certificate);
    await this.endLast(tx, certificate);
    const levelIds = said.levelIds?.length ? said.levelIds : await stillThere(tx, usual);
    const visitor = await this.visitors.arrive(tx, certificate, said, { ...said, face: said.photos?.face });
    await this.cards.assign(tx, visitor.id, { cardNo: said.cardNo ?? '', supplyCards: [] });
    await this.memberships.replace(tx, 'vis', visitor.pin, levelIds);
    const visit = await this.write(tx, said, { certificate, host, visitor, levelIds });
    await useReservation(tx, visit);
    await recordChange(tx, 'person', [visitor.pin]);
    return visit;
  }

  /** Changes the end or the levels of a visit. @throws Failure notFound, notRegistered, dateIncorrect, levelNotFound */
  async patch(tx: EntityManager, id: string, said: VisitPatch): Promise<Visit> {
    const visit = await this.visits.held(tx, id);
    const { startTime = visit.startTime, endTime = visit.endTime, levelIds = visit.levelIds } = said;
    if (said.startTime !== undefined && startTime > endTime) {
      throw new Failure('dateIncorrect', `startTime: ${startTime} is after the end of the visit, ${endTime}`);
    }
    if (endTime < startTime || endTime < this.visits.clock()) {
      throw new Failure('dateIncorrect', `endTime: ${endTime} is before the begin of the visit, or over already`);
    }
    if (said.levelIds) await this.memberships.replace(tx, 'vis', visit.pin, levelIds);
    await this.visitors.stay(tx, visit.pin, { startTime, endTime });
    await tx.update(Visit, { id }, { startTime, endTime, levelIds: [...levelIds] });
    await recordTaking(tx, 'person', [visit.pin]);
    return tx.findOneByOrFail(Visit, { id });
  }

  /**
   * Nobody can be registered twice. A visitor whose time is over counts as gone, also without signing out. @throws
   * Failure alreadyRegistered
   */
  private async endLast(tx: EntityManager, certificate: SealedCertificate): Promise<void> {
    const visit = await this.visits.open(tx, certificate);
    if (!visit) return;
    if (visit.endTime >= this.visits.clock()) {
      throw new Failure('alreadyRegistered', 'Registration has been completed. Please do not register again');
    }
    await this.visits.end(tx, visit, 'expired');
  }

  private async write(tx: EntityManager, said: Registration, found: VisitParties): Promise<Visit> {
    const { visitor, certificate, host, levelIds } = found;
    const { visitReason, visitorCount, startTime, endTime, enterPlaceId = '' } = said;
    const [card] = await this.cards.list(tx, visitor.id);
    const id = newId();
    const person = await tx.findOneByOrFail(Person, { id: visitor.id });
    await tx.insert(Visit, {
      ...{ id, personId: person.id, pin: person.pin, name: person.name, lastName: person.lastName },
      ...{ phone: person.mobilePhone, email: person.email, carPlate: person.carPlate ?? '', company: visitor.company },
      ...certificate,
      ...host,
      ...{ visitReason, visitorCount, startTime, endTime, levelIds: [...levelIds] },
      cardNo: card?.cardNo ?? '',
      enterPlaceId: enterPlaceId === '' ? null : enterPlaceId,
    });
    for (const [kind, photo] of Object.entries(said.photos ?? {})) {
      this.disk.checkPicture();
      const name = randomBytes(16).toString('hex');
      await tx.insert(VisitPhoto, {
        name,
        visitId: id,
        kind: kind as VisitPhotoKind,
        content: this.sealedBox.seal(photo),
      });
    }
    return tx.findOneByOrFail(Visit, { id });
  }
}

/** The reservation for this visit: one of the same certificate whose time includes it. */
async function useReservation(tx: EntityManager, { id, certHash, certType, startTime, endTime }: Visit): Promise<void> {
  await tx.query(
    `UPDATE visit_reservation SET visit_id = $1 WHERE cert_hash = $2 AND cert_type = $3 AND visit_id IS NULL
       AND visit_date <= $5 AND visit_end_date >= $4`,
    [id, certHash, certType, startTime, endTime],
  );
}

/** The usual levels of visitors, without those that were deleted since. */
async function stillThere(tx: EntityManager, levelIds: readonly string[]): Promise<string[]> {
  if (levelIds.length === 0) return [];
  const levels = await tx.findBy(AccLevel, { id: In([...levelIds]), business: 'vis' });
  return levels.map(({ id }) => id);
}
