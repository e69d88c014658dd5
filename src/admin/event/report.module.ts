import { Module } from '@nestjs/common';
import { BioTemplateModule } from '../../modules/bioTemplate/bio-template.module.js';
import { DeviceModule } from '../../modules/device/device.module.js';
import { PersonModule } from '../../modules/person/person.module.js';
import { TransactionModule } from '../../modules/transaction/transaction.module.js';
import { AdminBioTemplateController } from '../person/bio-template.controller.js';
import { DeviceReportController, DeviceUploadController } from '../device/device-upload.controller.js';
import { ReportedPeopleController } from '../device/reported-people.controller.js';
import { EventTypeController } from './event-type.controller.js';
import { EventPhotoController } from './event-photo.controller.js';

/** What devices reported: templates and photos, events, and facts about themselves. */
@Module({
  imports: [BioTemplateModule, DeviceModule, PersonModule, TransactionModule],
  controllers: [
    AdminBioTemplateController,
    DeviceReportController,
    DeviceUploadController,
    EventPhotoController,
    EventTypeController,
    ReportedPeopleController,
  ],
})
export class ReportModule {}
