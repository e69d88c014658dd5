import { Module } from '@nestjs/common';
import { AccLevelModule } from '../../modules/accLevel/acc-level.module.js';
import { AreaPersonModule } from '../../modules/areaPerson/area-person.module.js';
import { BioTemplateModule } from '../../modules/bioTemplate/bio-template.module.js';
import { CommandModule } from '../../core/command/command.module.js';
import { DeviceModule } from '../../modules/device/device.module.js';
import { LinkModule } from '../../devices/link.module.js';
import { PersonModule } from '../../modules/person/person.module.js';
import { SyncModule } from '../../sync/sync.module.js';
import { BulkPersonController, TemplateCheckController } from './bulk.controller.js';
import { DeviceUsersController, PersonDevicesController, StatisticsController } from './fleet-view.controller.js';
import { SyncRunController, TemplateQuestionController } from './sync-run.controller.js';

/** Shows and moves people on many devices at once. */
@Module({
  imports: [
    AccLevelModule,
    AreaPersonModule,
    BioTemplateModule,
    CommandModule,
    DeviceModule,
    LinkModule,
    PersonModule,
    SyncModule,
  ],
  controllers: [
    BulkPersonController,
    DeviceUsersController,
    PersonDevicesController,
    StatisticsController,
    SyncRunController,
    TemplateCheckController,
    TemplateQuestionController,
  ],
})
export class AdminFleetModule {}
