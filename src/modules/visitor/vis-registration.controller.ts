import type { EntityManager } from 'typeorm';
import { Compat } from '../../facade/compat.js';
import { textAnswer, type Verbatim } from '../../facade/envelope.js';
import { Resource, Write } from '../../facade/endpoint.js';
import { sliceOf } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { VisitRegistrationService } from './visit-registration.service.js';
import { VisitListService } from './visit-list.service.js';
import { VisitService } from './visit.service.js';
import { VisitorCodeService } from './visitor-codes.service.js';
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
    private readonly registrations: VisitRegistrationService,
    private readonly visits: VisitService,
    private readonly history: VisitListService,
    private readonly codes: VisitorCodeService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('visRegistration/add', 'Register a visitor who has come', {
    section: '2.17.1',
    fails: [...appointmentFails, 'alreadyRegistered', 'levelNotFound', 'cardTaken', 'photoUnqualified'],
    json: true,
  })
  async add(
    @Params() params: RegistrationParams,
    @CurrentCaller() caller: Caller,
    @Compat() { certTypes }: Compatibility,
  ): Promise<void> {
    const said = { ...(await registrationOf(params)), certTypes };
    await this.audited.run(caller, (tx) => this.registrations.register(tx, said));
  }

  @Write('visRegistration/exit', 'Sign a visitor out', {
    section: '2.17.2',
    fails: ['certTypeInvalid', 'notRegistered'],
  })
  async exit(
    @Params() { certType, certNum }: CertificateQuery,
    @CurrentCaller() caller: Caller,
    @Compat() { certTypes }: Compatibility,
  ): Promise<void> {
    await this.audited.run(caller, (tx) => this.visits.exit(tx, { certType, certNumber: certNum, certTypes }));
  }

  @Write('visRegistration/getQrCode/:pin', 'The text of a QR code for a visitor, good for a short while', {
    section: '2.17.3',
    fails: ['visitorNotFound'],
    text: true,
    json: true,
  })
  getQrCode(
    @Params() { pin }: VisitorCodeQuery,
    @CurrentCaller() caller: Caller,
    @Compat() { qrFormat }: Compatibility,
  ): Promise<Verbatim> {
    return this.code(caller, (tx) => this.codes.ofPin(tx, pin, qrFormat));
  }

  @Write('visRegistration/getQrCode', 'The text of a QR code for a visitor, by query', {
    section: 'v1.2:2.7.1.4',
    fails: ['visitorNotFound'],
    text: true,
  })
  getQrCodeByQuery(
    @Params() { pin }: VisitorCodeQuery,
    @CurrentCaller() caller: Caller,
    @Compat() { qrFormat }: Compatibility,
  ): Promise<Verbatim> {
    return this.code(caller, (tx) => this.codes.ofPin(tx, pin, qrFormat));
  }

  @Write('v2/visRegistration/getQrCodeByCertNumber', 'The text of a QR code for a visitor, by certificate or phone', {
    section: 'v1.2:2.7.1.5',
    fails: ['certNumberMissing', 'certTypeInvalid', 'visitorNotFound'],
    text: true,
  })
  getQrCodeByCertNumber(
    @Params() { certNumber, certType, phone }: CertificateCodeQuery,
    @CurrentCaller() caller: Caller,
    @Compat() { certTypes, qrFormat }: Compatibility,
  ): Promise<Verbatim> {
    return this.code(caller, (tx) =>
      this.codes.ofCertificate(tx, { certNumber, certType, phone, certTypes }, qrFormat),
    );
  }

  @Write('v2/visRegistration/getTransactionList', 'List visits, newest first', {
    section: 'v1.2:2.7.1.7',
    of: VisitRecordDto,
    as: 'list',
  })
  async getTransactionList(@Params() query: VisitListQuery): Promise<VisitRecordDto[]> {
    const visits = await this.history.list(this.unitOfWork.manager, query, sliceOf(query));
    return visits.map(visitRecord);
  }

  private async code(caller: Caller, issue: (tx: EntityManager) => Promise<string>): Promise<Verbatim> {
    return textAnswer(await this.audited.run(caller, issue));
  }
}
