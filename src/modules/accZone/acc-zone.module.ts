import { Module } from '@nestjs/common';
import { AccAdvancedController } from './acc-advanced.controller.js';
import { AccZoneService } from './acc-zone.service.js';
import { InsideListService } from './inside-list.service.js';
import { OccupancyService } from './occupancy.service.js';

@Module({
  controllers: [AccAdvancedController],
  providers: [AccZoneService, InsideListService, OccupancyService],
  exports: [AccZoneService, InsideListService, OccupancyService],
})
export class AccZoneModule {}
