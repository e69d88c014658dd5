import { Module } from '@nestjs/common';
import { AccZoneModule } from '../accZone/acc-zone.module.js';
import { MusterListService } from './muster-list.service.js';
import { MusterService } from './muster.service.js';

@Module({
  imports: [AccZoneModule],
  providers: [MusterListService, MusterService],
  exports: [MusterListService, MusterService],
})
export class MusterModule {}
