import { Module } from '@nestjs/common';
import { BioTemplateModule } from '../bioTemplate/bio-template.module.js';
import { DeviceModule } from '../device/device.module.js';
import { GateModule } from '../gate/gate.module.js';
import { PersonModule } from '../person/person.module.js';
import { TransactionModule } from '../transaction/transaction.module.js';
import { AdminBioTemplateController } from './bio-template.controller.js';
import { DeviceReportController, DeviceUploadController } from './device-upload.controller.js';
import { EventPhotoController } from './event-photo.controller.js';
import { GateController } from './gate.controller.js';

/** What devices told: of people's bodies, of events, of themselves. */
@Module({
  imports: [BioTemplateModule, DeviceModule, GateModule, PersonModule, TransactionModule],
  controllers: [
    AdminBioTemplateController,
    DeviceReportController,
    DeviceUploadController,
    EventPhotoController,
    GateController,
  ],
})
export class ReportModule {}
