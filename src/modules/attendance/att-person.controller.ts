import { Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import { ModulePersonService } from '../areaPerson/module-person.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { EditAttPersonParams } from './att-person.dto.js';

@Resource('attPerson')
export class AttPersonController {
  constructor(
    private readonly modulePersons: ModulePersonService,
    private readonly audited: AuditedTransaction,
  ) {}

  @Write('attPerson/editAttPerson', 'Say what a person is on attendance terminals', {
    section: '2.24.5',
    fails: ['personNotFound'],
    json: true,
  })
  async editAttPerson(@Params() params: EditAttPersonParams, @CurrentCaller() caller: Caller): Promise<void> {
    const { personPin, isAttendance, perDevAuth: privilege, verifyMode } = params;
    await this.audited.run(caller, (tx) =>
      this.modulePersons.edit(tx, 'att', personPin, { isAttendance, privilege, verifyMode }),
    );
  }
}
