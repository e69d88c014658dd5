import { Module } from '@nestjs/common';
import { LinkModule } from '../../devices/link.module.js';
import { DeviceCallController } from './device-call.controller.js';
import { SetupController } from './setup.controller.js';
import { SetupService } from './setup.service.js';

@Module({ imports: [LinkModule], controllers: [DeviceCallController, SetupController], providers: [SetupService] })
export class AdminSetupModule {}
