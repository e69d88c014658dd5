import { Module } from '@nestjs/common';
import { DeviceController } from './device.controller.js';
import { DeviceService } from './device.service.js';
import { RegistrationService } from './registration.service.js';

@Module({
  controllers: [DeviceController],
  providers: [DeviceService, RegistrationService],
  exports: [DeviceService, RegistrationService],
})
export class DeviceModule {}
