import { Module } from '@nestjs/common';
import { AlarmModule } from '../../modules/alarm/alarm.module.js';
import { SyncModule } from '../../sync/sync.module.js';
import { AlarmController } from './alarm.controller.js';
import { AlarmKindController } from './alarm-kind.controller.js';
import { AttentionController } from './attention.controller.js';
import { AttentionService } from './attention.service.js';

@Module({
  imports: [AlarmModule, SyncModule],
  controllers: [AlarmController, AlarmKindController, AttentionController],
  providers: [AttentionService],
})
export class AdminAlarmModule {}
