import { Module } from '@nestjs/common';
import { Mailer } from '../../platform/mail/mailer.js';
import { PersonModule } from '../person/person.module.js';
import { SpaceReservationService } from './reservation.service.js';
import { SpaceCalendarService } from './space-calendar.service.js';
import { SpaceDeviceController } from './space-device.controller.js';
import { SpaceDeviceService } from './space-device.service.js';
import { SpaceFacilityController } from './space-facility.controller.js';
import { SpacePartService } from './space-part.service.js';
import { SpaceReservationController } from './space-reservation.controller.js';
import { SpaceExtraController } from './space-service.controller.js';
import { SpaceTurnsService } from './space-turns.service.js';
import { SpaceController } from './space.controller.js';
import { SpaceService } from './space.service.js';

@Module({
  imports: [PersonModule],
  controllers: [
    SpaceController,
    SpaceDeviceController,
    SpaceExtraController,
    SpaceFacilityController,
    SpaceReservationController,
  ],
  providers: [
    Mailer,
    SpaceCalendarService,
    SpaceDeviceService,
    SpacePartService,
    SpaceReservationService,
    SpaceService,
    SpaceTurnsService,
  ],
  exports: [SpaceCalendarService, SpacePartService, SpaceReservationService, SpaceService],
})
export class SpaceModule {}
