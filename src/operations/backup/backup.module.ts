import { Module } from '@nestjs/common';
import { BackupScheduleService } from './backup-schedule.service.js';
import { BackupService } from './backup.service.js';

@Module({ providers: [BackupScheduleService, BackupService], exports: [BackupService] })
export class BackupModule {}
