import { Module } from '@nestjs/common';
import { AccLevelModule } from '../accLevel/acc-level.module.js';
import { AreaModule } from '../area/area.module.js';
import { AreaPersonModule } from '../areaPerson/area-person.module.js';
import { AuditChain } from '../auth/audit-chain.js';
import { CommandModule } from '../command/command.module.js';
import { DepartmentModule } from '../department/department.module.js';
import { DeviceModule } from '../device/device.module.js';
import { DoorModule } from '../door/door.module.js';
import { FileModule } from '../file/file.module.js';
import { LinkModule } from '../link/link.module.js';
import { IdentificationModule } from '../identification/identification.module.js';
import { PersonModule } from '../person/person.module.js';
import { QrCodeModule } from '../qrCode/qr-code.module.js';
import { StreamModule } from '../stream/stream.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { TimeZoneModule } from '../timeZone/time-zone.module.js';
import { VisitorModule } from '../visitor/visitor.module.js';
import { ApiTokenController } from './api-token.controller.js';
import { AreaController } from './area.controller.js';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { AttApplicationController } from './att-application.controller.js';
import { AttendancePersonController } from './attendance-person.controller.js';
import { AuditController } from './audit.controller.js';
import { AuxInputController, AuxOutputController } from './aux.controller.js';
import { AdminCardController } from './card.controller.js';
import { CommandController } from './command.controller.js';
import { AdminDepartmentController } from './department.controller.js';
import { DeviceFetchController } from './device-fetch.controller.js';
import { DeviceNewcomerController } from './device-newcomer.controller.js';
import { DevicePullController } from './device-pull.controller.js';
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
import { AdminInsPersonController } from './ins-person.controller.js';
import { AdminPersonController } from './person.controller.js';
import { PersonImportController } from './import/person-import.controller.js';
import { PersonImportService } from './import/person-import.service.js';
import { LevelModule } from './level.module.js';
import { PlaceModule } from './place.module.js';
import { RawData } from './raw-data.js';
import { ReportModule } from './report.module.js';
import { TerminalModule } from './terminal.module.js';
import { AdminReaderController } from './reader.controller.js';
import { LeaveTypeController } from './leave-type.controller.js';
import { SettingController } from './setting.controller.js';
import { ShiftController } from './shift.controller.js';
import { TimeZoneController } from './time-zone.controller.js';
import { AdminFleetModule } from './fleet/admin-fleet.module.js';
import { AdminVisitorModule } from './visitor/admin-visitor.module.js';

@Module({
  imports: [
    AdminFleetModule,
    AdminVisitorModule,
    AccLevelModule,
    AreaModule,
    AreaPersonModule,
    AttendanceModule,
    CommandModule,
    DepartmentModule,
    DeviceModule,
    DoorModule,
    FileModule,
    LevelModule,
    LinkModule,
    IdentificationModule,
    PersonModule,
    PlaceModule,
    QrCodeModule,
    ReportModule,
    StreamModule,
    SyncModule,
    TerminalModule,
    TimeZoneModule,
    VisitorModule,
  ],
  controllers: [
    AdminCardController,
    AdminDepartmentController,
    AdminDeviceController,
    AdminDoorController,
    AdminInsPersonController,
    AdminPersonController,
    AdminReaderController,
    ApiTokenController,
    AreaController,
    AttApplicationController,
    AttendancePersonController,
    AuditController,
    AuxInputController,
    AuxOutputController,
    CommandController,
    DeviceFetchController,
    DeviceNewcomerController,
    DevicePullController,
    DeviceUpgradeController,
    DeviceOperationController,
    DeviceVerifyController,
    DeviceWorkController,
    EventController,
    FirmwareController,
    HolidayController,
    IdentificationController,
    LeaveTypeController,
    PersonImportController,
    SettingController,
    ShiftController,
    TimeZoneController,
  ],
  providers: [AuditChain, PersonImportService, RawData],
})
export class AdminModule {}
