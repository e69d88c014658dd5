import { Module } from '@nestjs/common';
import { SpaceModule } from '../../modules/space/space.module.js';
import { CalendarController } from './calendar.controller.js';
import { AdminSpaceFacilityController, AdminSpaceServiceController } from './space-part.controller.js';
import { AdminSpaceReservationController } from './space-reservation.controller.js';
import { AdminSpaceController } from './space.controller.js';

@Module({
  imports: [SpaceModule],
  controllers: [
    AdminSpaceController,
    AdminSpaceFacilityController,
    AdminSpaceReservationController,
    AdminSpaceServiceController,
    CalendarController,
  ],
})
export class AdminSpaceModule {}
