import { Module } from '@nestjs/common';
import { AreaModule } from '../area/area.module.js';
import { AreaPersonModule } from '../areaPerson/area-person.module.js';
import { DeviceModule } from '../device/device.module.js';
import { InsAreaController } from './ins-area.controller.js';
import { InsDeviceController } from './ins-device.controller.js';
import { InsPersonController } from './ins-person.controller.js';

/** FaceKiosk devices, their areas and their persons. */
@Module({
  imports: [AreaModule, AreaPersonModule, DeviceModule],
  controllers: [InsAreaController, InsDeviceController, InsPersonController],
})
export class InsModule {}
