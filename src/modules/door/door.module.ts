import { Module } from '@nestjs/common';
import { CommandModule } from '../../core/command/command.module.js';
import { AuxActionsService } from './aux-actions.service.js';
import { AuxPointService } from './aux-point.service.js';
import { AuxRegistrationService } from './aux-registration.service.js';
import { DoorActionsService } from './door-actions.service.js';
import { DoorHoldEndService } from './door-hold-end.service.js';
import { DoorHoldService } from './door-hold.service.js';
import { DoorPreparationService } from './door-preparation.service.js';
import { DoorRegistrationService } from './door-registration.service.js';
import { DoorSettingsService } from './door-settings.service.js';
import { LockDownService } from './lock-down.service.js';
import { OutputService } from './output.service.js';
import { OutputStatesService } from './output-states.service.js';
import { DoorStateController } from './door-state.controller.js';
import { DoorStateService } from './door-state.service.js';
import { DoorTimelineService } from './door-timeline.service.js';
import { AuxOutController } from './aux-out.controller.js';
import { DoorController } from './door.controller.js';
import { DoorService } from './door.service.js';
import { ReaderController } from './reader.controller.js';
import { ReaderService } from './reader.service.js';
import { RemoteOrderService } from './remote-orders.service.js';

const services = [
  AuxActionsService,
  AuxPointService,
  AuxRegistrationService,
  DoorActionsService,
  DoorHoldEndService,
  DoorHoldService,
  DoorPreparationService,
  DoorRegistrationService,
  DoorService,
  DoorSettingsService,
  DoorStateService,
  DoorTimelineService,
  LockDownService,
  OutputService,
  OutputStatesService,
  ReaderService,
  RemoteOrderService,
];

@Module({
  imports: [CommandModule],
  controllers: [AuxOutController, DoorController, DoorStateController, ReaderController],
  providers: services,
  exports: services,
})
export class DoorModule {}
