import { Module } from '@nestjs/common';
import { AccLevelModule } from '../accLevel/acc-level.module.js';
import { DeviceModule } from '../device/device.module.js';
import { DoorModule } from '../door/door.module.js';
import { GateModule } from './gate.module.js';
import { PsgDeviceController } from './psg-device.controller.js';
import { PsgGateController } from './psg-gate.controller.js';
import { PsgLevelGrantsController } from './psg-level-grants.controller.js';
import { PsgLevelController } from './psg-level.controller.js';
import { PsgReaderController } from './psg-reader.controller.js';

/** The facade's calls of entrance control. */
@Module({
  imports: [AccLevelModule, DeviceModule, DoorModule, GateModule],
  controllers: [
    PsgDeviceController,
    PsgGateController,
    PsgLevelController,
    PsgLevelGrantsController,
    PsgReaderController,
  ],
})
export class GateApiModule {}
