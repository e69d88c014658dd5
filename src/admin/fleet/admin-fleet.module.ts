import { Module } from '@nestjs/common';
import { AccLevelModule } from '../../accLevel/acc-level.module.js';
import { AreaPersonModule } from '../../areaPerson/area-person.module.js';
import { BioTemplateModule } from '../../bioTemplate/bio-template.module.js';
import { CommandModule } from '../../command/command.module.js';
import { DeviceModule } from '../../device/device.module.js';
import { LinkModule } from '../../link/link.module.js';
import { PersonModule } from '../../person/person.module.js';
import { SyncModule } from '../../sync/sync.module.js';
import { BulkPersonController, TemplateCheckController } from './bulk.controller.js';
import { DeviceUsersController, PersonDevicesController, StatisticsController } from './fleet-view.controller.js';
import { SyncRunController, TemplateQuestionController } from './sync-run.controller.js';

/** People on devices, seen and moved in the large. */
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
