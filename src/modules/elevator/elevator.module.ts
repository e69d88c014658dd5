import { Module } from '@nestjs/common';
import { AccLevelModule } from '../accLevel/acc-level.module.js';
import { DeviceModule } from '../device/device.module.js';
import { DoorModule } from '../door/door.module.js';
import { DirectFloorService } from './direct-floor.service.js';
import { EleDeviceController } from './ele-device.controller.js';
import { EleLevelController } from './ele-level.controller.js';
import { FloorActionsService } from './floor-actions.service.js';
import { FloorController } from './floor.controller.js';
import { FloorRegistrationService } from './floor-registration.service.js';
import { FloorService } from './floor.service.js';

const services = [DirectFloorService, FloorActionsService, FloorRegistrationService, FloorService];

@Module({
  imports: [AccLevelModule, DeviceModule, DoorModule],
  controllers: [EleDeviceController, EleLevelController, FloorController],
  providers: services,
  exports: services,
})
export class ElevatorModule {}
