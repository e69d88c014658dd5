import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule, type Platform } from '../../bootstrap/platform.module.js';
import { AccLevelModule } from '../../modules/accLevel/acc-level.module.js';
import { AreaModule } from '../../modules/area/area.module.js';
import { BioTemplateModule } from '../../modules/bioTemplate/bio-template.module.js';
import { DepartmentModule } from '../../modules/department/department.module.js';
import { DeviceModule } from '../../modules/device/device.module.js';
import { DoorModule } from '../../modules/door/door.module.js';
import { ElevatorModule } from '../../modules/elevator/elevator.module.js';
import { GateModule } from '../../modules/gate/gate.module.js';
import { PersonModule } from '../../modules/person/person.module.js';
import { TimeZoneModule } from '../../modules/timeZone/time-zone.module.js';
import { AuthModule } from '../../platform/auth/auth.module.js';
import { HistoryIngestService } from '../../modules/transaction/history-ingest.service.js';
import { HistoryTaker } from './history.js';
import { LevelTakers } from './level-takers.js';
import { PeopleImport } from './people-import.js';
import { WriterService } from './writers.js';
import { PeopleTaker } from './people.js';
import { ScheduleTakers } from './schedule-takers.js';
import { TokenTakers } from './token-takers.js';
import { PlaceTakers } from './place-takers.js';
import { ImportRun } from './run.js';
import { SiteImport } from './site-import.js';
import { SiteTakers } from './site-takers.js';
import { TemplateTaker } from './templates.js';
import { SourceRepository } from './sources.repository.js';

/** The services that write people and doors, without anything that listens or works by itself. */
@Module({})
export class ImportModule {
  static of(platform: Platform): DynamicModule {
    return {
      module: ImportModule,
      imports: [
        PlatformModule.of(platform),
        AuthModule,
        AreaModule,
        DepartmentModule,
        PersonModule,
        TimeZoneModule,
        DeviceModule,
        DoorModule,
        BioTemplateModule,
        AccLevelModule,
        ElevatorModule,
        GateModule,
      ],
      providers: [
        HistoryIngestService,
        HistoryTaker,
        ImportRun,
        LevelTakers,
        PeopleImport,
        PeopleTaker,
        WriterService,
        PlaceTakers,
        ScheduleTakers,
        SiteImport,
        SiteTakers,
        SourceRepository,
        TemplateTaker,
        TokenTakers,
      ],
    };
  }
}
