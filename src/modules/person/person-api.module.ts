import { Module } from '@nestjs/common';
import { AccLevelModule } from '../accLevel/acc-level.module.js';
import { BioTemplateModule } from '../bioTemplate/bio-template.module.js';
import { ClientsDeviceController } from '../device/clients-device.controller.js';
import { DeviceModule } from '../device/device.module.js';
import { CardController } from './card.controller.js';
import { PersonController } from './person.controller.js';
import { PersonDeletionController } from './person-deletion.controller.js';
import { PersonListController } from './person-list.controller.js';
import { PersonModule } from './person.module.js';
import { PhotoController } from './photo.controller.js';

@Module({
  imports: [PersonModule, AccLevelModule, BioTemplateModule, DeviceModule],
  controllers: [
    CardController,
    ClientsDeviceController,
    PersonController,
    PersonDeletionController,
    PersonListController,
    PhotoController,
  ],
})
export class PersonApiModule {}
