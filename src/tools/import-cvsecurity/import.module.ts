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
import { VisitorModule } from '../../modules/visitor/visitor.module.js';
import { TimeZoneModule } from '../../modules/timeZone/time-zone.module.js';
import { AuthModule } from '../../platform/auth/auth.module.js';
import { HistoryIngestService } from '../../modules/transaction/history-ingest.service.js';
import { HistoryImporter } from './history-importer.js';
import { LevelImporters } from './level-importers.js';
import { PeopleImportService } from './people-import.service.js';
import { WriterService } from './writer.service.js';
import { PeopleImporter } from './people-importer.js';
import { ScheduleImporters } from './schedule-importers.js';
import { TokenImporters } from './token-importers.js';
import { PlaceImporters } from './place-importers.js';
import { ImportRunService } from './import-run.service.js';
import { SiteImportService } from './site-import.service.js';
import { SiteImporters } from './site-importers.js';
import { TemplateImporter } from './template-importer.js';
import { VisitImportService } from './visit-import.service.js';
import { VisitImporters } from './visit-importers.js';
import { SourceRepository } from './sources.repository.js';

/** The services that write people and doors, without anything that listens or runs by itself. */
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
        VisitorModule,
      ],
      providers: [
        HistoryIngestService,
        HistoryImporter,
        ImportRunService,
        LevelImporters,
        PeopleImportService,
        PeopleImporter,
        WriterService,
        PlaceImporters,
        ScheduleImporters,
        SiteImportService,
        SiteImporters,
        SourceRepository,
        TemplateImporter,
        TokenImporters,
        VisitImportService,
        VisitImporters,
      ],
    };
  }
}
