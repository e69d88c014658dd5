import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { SetupView } from './setup.dto.js';
import { SetupService } from './setup.service.js';

/** The first run: how far it is, and what devices are told to call. */
@AdminResource('setup')
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'How far the first run is, and where devices call', { of: SetupView })
  get(): Promise<SetupView> {
    return this.setup.view(this.unitOfWork.manager);
  }

  @Action('finish', 'The first run is over: nobody is led to it any more', { of: SetupView })
  finish(@CurrentCaller() caller: Caller): Promise<SetupView> {
    return this.audited.run(caller, async (tx) => {
      await this.setup.finish(tx);
      return this.setup.view(tx);
    });
  }
}
