import type { EntityManager } from 'typeorm';
import { textAnswer, type Verbatim } from '../../facade/envelope.js';
import { Resource, Write } from '../../facade/endpoint.js';
import { sliceOf } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { RegistrationService } from './registration.service.js';
import { VisitListService } from './visit-list.service.js';
import { VisitService } from './visit.service.js';
import { VisitorCodes } from './visitor-codes.service.js';
import {
  appointmentFails,
  CertificateCodeQuery,
  CertificateQuery,
  RegistrationParams,
  registrationOf,
  VisitListQuery,
  VisitorCodeQuery,
  visitRecord,
  VisitRecordDto,
} from './visitor.dto.js';

@Resource('visRegistration')
export class VisRegistrationController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly visits: VisitService,
    private readonly history: VisitListService,
    private readonly codes: VisitorCodes,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Write('visRegistration/add', 'Register a visitor who has come', {
    section: '2.17.1',
    fails: [...appointmentFails, 'alreadyRegistered', 'levelNotFound', 'cardTaken', 'photoUnqualified'],
    json: true,
  })
  async add(@Params() params: RegistrationParams, @By() caller: Caller): Promise<void> {
    const said = await registrationOf(params);
    await this.calls.run(caller, (tx) => this.registrations.register(tx, said));
  }

  @Write('visRegistration/exit', 'Sign a visitor out', {
    section: '2.17.2',
    fails: ['certTypeInvalid', 'notRegistered'],
  })
  async exit(@Params() { certType, certNum }: CertificateQuery, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.visits.exit(tx, { certType, certNumber: certNum }));
  }

  @Write('visRegistration/getQrCode/:pin', 'The text of a QR code for a visitor, good for a short while', {
    section: '2.17.3',
    fails: ['visitorNotFound'],
    text: true,
    json: true,
  })
  getQrCode(@Params() { pin }: VisitorCodeQuery, @By() caller: Caller): Promise<Verbatim> {
    return this.code(caller, (tx) => this.codes.ofPin(tx, pin));
  }

  @Write('visRegistration/getQrCode', 'The text of a QR code for a visitor, by query', {
    section: 'v1.2:2.7.1.4',
    fails: ['visitorNotFound'],
    text: true,
  })
  getQrCodeByQuery(@Params() { pin }: VisitorCodeQuery, @By() caller: Caller): Promise<Verbatim> {
    return this.code(caller, (tx) => this.codes.ofPin(tx, pin));
  }

  @Write('v2/visRegistration/getQrCodeByCertNumber', 'The text of a QR code for a visitor, by certificate or phone', {
    section: 'v1.2:2.7.1.5',
    fails: ['certNumberMissing', 'certTypeInvalid', 'visitorNotFound'],
    text: true,
  })
  getQrCodeByCertNumber(@Params() query: CertificateCodeQuery, @By() caller: Caller): Promise<Verbatim> {
    return this.code(caller, (tx) => this.codes.ofCertificate(tx, query));
  }

  @Write('v2/visRegistration/getTransactionList', 'List visits, newest first', {
    section: 'v1.2:2.7.1.7',
    of: VisitRecordDto,
    as: 'list',
  })
  async getTransactionList(@Params() query: VisitListQuery): Promise<VisitRecordDto[]> {
    const visits = await this.history.list(this.work.manager, query, sliceOf(query));
    return visits.map(visitRecord);
  }

  private async code(caller: Caller, issue: (tx: EntityManager) => Promise<string>): Promise<Verbatim> {
    return textAnswer(await this.calls.run(caller, issue));
  }
}
