import { Module } from '@nestjs/common';
import { AccZoneModule } from '../../modules/accZone/acc-zone.module.js';
import { ReportController } from './statistics.controller.js';

@Module({ imports: [AccZoneModule], controllers: [ReportController] })
export class AdminStatisticsModule {}
