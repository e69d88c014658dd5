import { Module } from '@nestjs/common';
import { PersonModule } from '../../modules/person/person.module.js';
import { VisitorModule } from '../../modules/visitor/visitor.module.js';
import { BlockListController } from './block-list.controller.js';
import { AdminReservationController } from './reservation.controller.js';
import { AdminVisitPhotoController } from './visit-photo.controller.js';
import { AdminVisitController } from './visit.controller.js';
import { AdminVisitorController } from './visitor.controller.js';

@Module({
  imports: [PersonModule, VisitorModule],
  controllers: [
    BlockListController,
    AdminReservationController,
    AdminVisitController,
    AdminVisitPhotoController,
    AdminVisitorController,
  ],
})
export class AdminVisitorModule {}
