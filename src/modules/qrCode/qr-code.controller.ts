import type { EntityManager } from 'typeorm';
import { Compat } from '../../facade/compat.js';
import { Resource, Write } from '../../facade/endpoint.js';
import { textAnswer, type Verbatim } from '../../facade/envelope.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { PinQuery } from '../person/card.dto.js';
import { PersonService } from '../person/person.service.js';
import { QrCodeService } from './qr-code.service.js';

@Resource('person')
export class QrCodeController {
  constructor(
    private readonly persons: PersonService,
    private readonly codes: QrCodeService,
    private readonly audited: AuditedTransaction,
  ) {}

  @Write('person/getQrCode/:pin', 'The text of a QR code for a person, good for a short while', {
    section: '2.13.5',
    fails: ['personNotFound'],
    text: true,
    json: true,
    aliases: ['person/getQrCode'],
  })
  async getQrCode(
    @Params() { pin }: PinQuery,
    @CurrentCaller() caller: Caller,
    @Compat() { qrFormat }: Compatibility,
  ): Promise<Verbatim> {
    const issue = async (tx: EntityManager) => this.codes.issue(tx, await this.persons.hold(tx, pin), qrFormat);
    return textAnswer(await this.audited.run(caller, issue));
  }

  @Write('v2/person/getQrCode', 'The text of a QR code for a person, by query', {
    section: 'v1.2:2.1.1.8',
    fails: ['personNotFound'],
    text: true,
  })
  getQrCodeByQuery(
    @Params() query: PinQuery,
    @CurrentCaller() caller: Caller,
    @Compat() compatibility: Compatibility,
  ): Promise<Verbatim> {
    return this.getQrCode(query, caller, compatibility);
  }
}
