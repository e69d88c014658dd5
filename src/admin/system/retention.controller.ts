import { eventHorizon } from '../../modules/transaction/event-horizon.js';
import { retention } from '../../operations/retention/retention.js';
import { sizesOf } from '../../operations/retention/retention-sizes.js';
import { AuditRetentionService } from '../../platform/auth/audit-retention.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Read } from '../common/admin.js';
import { RetentionView } from './retention.dto.js';

/** What grows, how large it is and for how long it is kept. It is changed among the settings. */
@AdminResource('retention')
export class RetentionController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditRetentionService,
  ) {}

  @Read('', 'What grows, how large it is, and for how long it is kept', { of: RetentionView })
  async get(): Promise<RetentionView> {
    const { manager } = this.unitOfWork;
    const sizes = await sizesOf(manager, await this.audit.files());
    const items = sizes.map(({ name, keep, bytes, rows, oldest }) => {
      const { what, unit, standard, minimum, maximum } = retention[name];
      return { what, setting: name, unit, [unit]: keep, default: standard, minimum, maximum, bytes, rows, oldest };
    });
    return { items, horizon: await eventHorizon(manager) };
  }
}
