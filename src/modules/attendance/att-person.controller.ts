import { Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import { ModulePersonService } from '../areaPerson/module-person.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { EditAttPersonParams } from './att-person.dto.js';

@Resource('attPerson')
export class AttPersonController {
  constructor(
    private readonly modulePersons: ModulePersonService,
    private readonly calls: Calls,
  ) {}

  @Write('attPerson/editAttPerson', 'Say what a person is on attendance terminals', {
    section: '2.24.5',
    fails: ['personNotFound'],
    json: true,
  })
  async editAttPerson(@Params() params: EditAttPersonParams, @By() caller: Caller): Promise<void> {
    const { personPin, isAttendance, perDevAuth: privilege, verifyMode } = params;
    await this.calls.run(caller, (tx) =>
      this.modulePersons.edit(tx, 'att', personPin, { isAttendance, privilege, verifyMode }),
    );
  }
}
