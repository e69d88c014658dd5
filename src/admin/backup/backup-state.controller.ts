import { BackupService } from '../../operations/backup/backup.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Read } from '../common/admin.js';
import { BackupStateView, toStateView } from './backup.dto.js';

/** How backups are set, and when the last good one was made. */
@AdminResource('backup')
export class BackupStateController {
  constructor(
    private readonly backups: BackupService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'How backups are set, the last good one, and when one was last restored for a trial', {
    of: BackupStateView,
  })
  async get(): Promise<BackupStateView> {
    return toStateView(await this.backups.state(this.unitOfWork.manager));
  }
}
