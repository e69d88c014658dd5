import { Module } from '@nestjs/common';
import { AccAdvancedController } from './acc-advanced.controller.js';
import { AccZoneService } from './acc-zone.service.js';
import { OccupancyService } from './occupancy.service.js';

@Module({
  controllers: [AccAdvancedController],
  providers: [AccZoneService, OccupancyService],
  exports: [AccZoneService, OccupancyService],
})
export class AccZoneModule {}
