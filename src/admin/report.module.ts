import { Module } from '@nestjs/common';
import { BioTemplateModule } from '../bioTemplate/bio-template.module.js';
import { DeviceModule } from '../device/device.module.js';
import { PersonModule } from '../person/person.module.js';
import { TransactionModule } from '../transaction/transaction.module.js';
import { AdminBioTemplateController } from './bio-template.controller.js';
import { DeviceReportController, DeviceUploadController } from './device-upload.controller.js';
import { ReportedPeopleController } from './reported-people.controller.js';
import { EventPhotoController } from './event-photo.controller.js';

/** What devices told: of people's bodies, of events, of themselves. */
@Module({
  imports: [BioTemplateModule, DeviceModule, PersonModule, TransactionModule],
  controllers: [
    AdminBioTemplateController,
    DeviceReportController,
    DeviceUploadController,
    EventPhotoController,
    ReportedPeopleController,
  ],
})
export class ReportModule {}
