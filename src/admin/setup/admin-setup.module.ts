import { Module } from '@nestjs/common';
import { LinkModule } from '../../devices/link.module.js';
import { DeviceModule } from '../../modules/device/device.module.js';
import { DeviceCallController } from './device-call.controller.js';
import { SetupController } from './setup.controller.js';
import { SetupService } from './setup.service.js';
import { SimulatorController } from './simulator.controller.js';
import { SimulatorService } from './simulator.service.js';

@Module({
  imports: [DeviceModule, LinkModule],
  controllers: [DeviceCallController, SetupController, SimulatorController],
  providers: [SetupService, SimulatorService],
})
export class AdminSetupModule {}
