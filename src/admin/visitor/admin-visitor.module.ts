import { Module } from '@nestjs/common';
import { VisitorModule } from '../../modules/visitor/visitor.module.js';
import { BlockListController } from './block-list.controller.js';
import { AdminReservationController } from './reservation.controller.js';
import { AdminVisitController } from './visit.controller.js';
import { AdminVisitorController } from './visitor.controller.js';

@Module({
  imports: [VisitorModule],
  controllers: [BlockListController, AdminReservationController, AdminVisitController, AdminVisitorController],
})
export class AdminVisitorModule {}
