import { Module } from '@nestjs/common';
import { BackupModule } from '../../operations/backup/backup.module.js';
import { BackupController } from './backup.controller.js';
import { BackupStateController } from './backup-state.controller.js';

@Module({ imports: [BackupModule], controllers: [BackupController, BackupStateController] })
export class AdminBackupModule {}
