import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Person } from '../person/person.entity.js';
import { Failure } from '../../platform/errors.js';
import { QrCodeService, type QrFormat } from '../qrCode/qr-code.service.js';
import { checkCertType, type Certificate } from './certificate.js';
import { Visit } from './visit.entity.js';
import { VisitService } from './visit.service.js';
import { VisitorListService } from './visitor-list.service.js';
import { VisitorService } from './visitor.service.js';

/** QR codes of visitors whose time is not over. */
@Injectable()
export class VisitorCodeService {
  constructor(
    private readonly visits: VisitService,
    private readonly visitors: VisitorService,
    private readonly lists: VisitorListService,
    private readonly codes: QrCodeService,
  ) {}

  /** API manual 2.17.3. @throws Failure visitorNotFound, conflict */
  async ofPin(tx: EntityManager, pin: string, format: QrFormat): Promise<string> {
    const { person } = await this.visitors.hold(tx, pin);
    const visit = await tx.findOneBy(Visit, { personId: person.id, exitTime: IsNull() });
    if (!visit || visit.endTime < this.visits.clock()) throw notHere(`The visitor ${pin}`);
    return this.codes.issue(tx, person, format);
  }

  /** Of a visit that is on, and how long the code is good. @throws Failure notFound, visitorNotFound, conflict */
  async ofVisit(tx: EntityManager, id: string): Promise<{ text: string; until: Date }> {
    const { personId } = await this.visits.held(tx, id);
    const person = personId === null ? null : await tx.findOneBy(Person, { id: personId });
    if (!person) throw notHere('The visitor of this visit');
    const text = await this.ofPin(tx, person.pin, 'site');
    const { seconds } = await this.codes.settings(tx);
    return { text, until: new Date(Date.now() + seconds * 1_000) };
  }

  /**
   * Finds the visitor by certificate, by phone, or by both. If several visitors match, there is no code.
   * @throws Failure certNumberMissing, certTypeInvalid, visitorNotFound, conflict
   */
  async ofCertificate(
    tx: EntityManager,
    {
      certNumber = '',
      certType = '',
      phone = '',
      certTypes,
    }: Partial<Record<'certNumber' | 'certType' | 'phone', string | undefined>> & Pick<Certificate, 'certTypes'>,
    format: QrFormat,
  ): Promise<string> {
    if (certNumber === '' && phone === '') {
      throw new Failure('certNumberMissing', 'certNumber cannot be empty where no phone is said');
    }
    if (certType !== '') checkCertType(certType, certTypes);
    const found = await this.lists.list(
      tx,
      { certNumbers: certNumber === '' ? [] : [certNumber], certType, phone, inside: true },
      { offset: 0, limit: 2, clock: this.visits.clock() },
    );
    const [visitor, another] = found;
    if (!visitor || another) throw notHere('A visitor of that certificate and phone');
    return this.ofPin(tx, visitor.pin, format);
  }
}

const notHere = (who: string) => new Failure('visitorNotFound', `${who} is not registered: no visit is on`);
