import { Module } from '@nestjs/common';
import { AccLevelModule } from '../accLevel/acc-level.module.js';
import { AreaModule } from '../area/area.module.js';
import { AuditChain } from '../auth/audit-chain.js';
import { CommandModule } from '../command/command.module.js';
import { DepartmentModule } from '../department/department.module.js';
import { DeviceModule } from '../device/device.module.js';
import { DoorModule } from '../door/door.module.js';
import { FileModule } from '../file/file.module.js';
import { LinkModule } from '../link/link.module.js';
import { IdentificationModule } from '../identification/identification.module.js';
import { PersonModule } from '../person/person.module.js';
import { StreamModule } from '../stream/stream.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { TimeZoneModule } from '../timeZone/time-zone.module.js';
import { AccessLevelController } from './access-level.controller.js';
import { ApiTokenController } from './api-token.controller.js';
import { AreaController } from './area.controller.js';
import { AuditController } from './audit.controller.js';
import { AuxInputController, AuxOutputController } from './aux.controller.js';
import { AdminCardController } from './card.controller.js';
import { CommandController } from './command.controller.js';
import { AdminDepartmentController } from './department.controller.js';
import { DeviceFetchController } from './device-fetch.controller.js';
import { DeviceUpgradeController } from './device-upgrade.controller.js';
import { DeviceOperationController } from './device-operation.controller.js';
import { DeviceVerifyController } from './device-verify.controller.js';
import { DeviceWorkController } from './device-work.controller.js';
import { AdminDeviceController } from './device.controller.js';
import { AdminDoorController } from './door.controller.js';
import { EventController } from './event.controller.js';
import { FirmwareController } from './firmware.controller.js';
import { HolidayController } from './holiday.controller.js';
import { IdentificationController } from './identification.controller.js';
import { AdminPersonController } from './person.controller.js';
import { RawData } from './raw-data.js';
import { ReportModule } from './report.module.js';
import { AdminReaderController } from './reader.controller.js';
import { SettingController } from './setting.controller.js';
import { TimeZoneController } from './time-zone.controller.js';

@Module({
  imports: [
    AccLevelModule,
    AreaModule,
    CommandModule,
    DepartmentModule,
    DeviceModule,
    DoorModule,
    FileModule,
    LinkModule,
    IdentificationModule,
    PersonModule,
    ReportModule,
    StreamModule,
    SyncModule,
    TimeZoneModule,
  ],
  controllers: [
    AccessLevelController,
    AdminCardController,
    AdminDepartmentController,
    AdminDeviceController,
    AdminDoorController,
    AdminPersonController,
    AdminReaderController,
    ApiTokenController,
    AreaController,
    AuditController,
    AuxInputController,
    AuxOutputController,
    CommandController,
    DeviceFetchController,
    DeviceUpgradeController,
    DeviceOperationController,
    DeviceVerifyController,
    DeviceWorkController,
    EventController,
    FirmwareController,
    HolidayController,
    IdentificationController,
    SettingController,
    TimeZoneController,
  ],
  providers: [AuditChain, RawData],
})
export class AdminModule {}
