import { Module } from '@nestjs/common';
import { CommandModule } from '../../core/command/command.module.js';
import { DeviceMoveService } from './device-move.service.js';
import { DeviceOptionsService } from './device-options.service.js';
import { DeviceController } from './device.controller.js';
import { DeviceService } from './device.service.js';
import { NewcomerService } from './newcomer.service.js';
import { PullTerminalService } from './pull-terminal.service.js';
import { QrKeyService } from './qr-key.service.js';
import { DeviceRegistrationService } from './device-registration.service.js';
import { UserCountService } from './user-counts.service.js';
import { SubDeviceService } from './sub-device.service.js';
import { WiegandTestService } from './wiegand-test.service.js';

const services = [
  DeviceMoveService,
  DeviceOptionsService,
  DeviceService,
  NewcomerService,
  PullTerminalService,
  QrKeyService,
  DeviceRegistrationService,
  SubDeviceService,
  UserCountService,
  WiegandTestService,
];

@Module({ imports: [CommandModule], controllers: [DeviceController], providers: services, exports: services })
export class DeviceModule {}
