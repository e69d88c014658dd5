import { Module } from '@nestjs/common';
import { AlarmFoldService } from './alarm-fold.service.js';
import { AlarmKindService } from './alarm-kind.service.js';
import { AlarmService } from './alarm.service.js';

const services = [AlarmFoldService, AlarmKindService, AlarmService];

@Module({ providers: services, exports: services })
export class AlarmModule {}
