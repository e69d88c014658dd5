import { Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import { ModulePersonService } from '../areaPerson/module-person.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { EditInsPersonParams } from './ins.dto.js';

@Resource('attPerson')
export class InsPersonController {
  constructor(
    private readonly modulePersons: ModulePersonService,
    private readonly audited: AuditedTransaction,
  ) {}

  @Write('attPerson/editInsPerson', 'Say what a person is on FaceKiosk devices', {
    section: '2.27.1',
    fails: ['personNotFound'],
    json: true,
  })
  async editInsPerson(@Params() params: EditInsPersonParams, @CurrentCaller() caller: Caller): Promise<void> {
    const { personPin, category, perDevAuth: privilege } = params;
    await this.audited.run(caller, (tx) => this.modulePersons.edit(tx, 'ins', personPin, { category, privilege }));
  }
}
