import { Module } from '@nestjs/common';
import { AccLevelModule } from '../modules/accLevel/acc-level.module.js';
import { AreaModule } from '../modules/area/area.module.js';
import { AreaPersonModule } from '../modules/areaPerson/area-person.module.js';
import { AuditChainService } from '../platform/auth/audit-chain.service.js';
import { CommandModule } from '../core/command/command.module.js';
import { DepartmentModule } from '../modules/department/department.module.js';
import { DeviceModule } from '../modules/device/device.module.js';
import { DoorModule } from '../modules/door/door.module.js';
import { FileModule } from '../modules/file/file.module.js';
import { LinkModule } from '../devices/link.module.js';
import { IdentificationModule } from '../modules/identification/identification.module.js';
import { PersonModule } from '../modules/person/person.module.js';
import { QrCodeModule } from '../modules/qrCode/qr-code.module.js';
import { StreamModule } from '../modules/transaction/stream.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { TimeZoneModule } from '../modules/timeZone/time-zone.module.js';
import { VisitorModule } from '../modules/visitor/visitor.module.js';
import { ApiTokenController } from './system/api-token.controller.js';
import { AreaController } from './person/area.controller.js';
import { AttendanceModule } from '../modules/attendance/attendance.module.js';
import { AttApplicationController } from './attendance/att-application.controller.js';
import { AttendancePersonController } from './attendance/attendance-person.controller.js';
import { DaySheetController } from './attendance/day-sheet.controller.js';
import { AuditController } from './system/audit.controller.js';
import { AuxInputController, AuxOutputController } from './access/aux.controller.js';
import { AdminCardController } from './person/card.controller.js';
import { CommandController } from './device/command.controller.js';
import { AdminDepartmentController } from './person/department.controller.js';
import { DeviceFetchController } from './device/device-fetch.controller.js';
import { DeviceNewcomerController } from './device/device-newcomer.controller.js';
import { DevicePullController } from './device/device-pull.controller.js';
import { DeviceUpgradeController } from './device/device-upgrade.controller.js';
import { WireController } from './device/wire.controller.js';
import { DeviceOperationController } from './device/device-operation.controller.js';
import { DeviceQuarantineController } from './device/device-quarantine.controller.js';
import { DeviceRetirementController } from './device/device-retirement.controller.js';
import { DeviceSurveyController } from './device/device-survey.controller.js';
import { DeviceVerifyController } from './device/device-verify.controller.js';
import { DeviceWorkController } from './device/device-work.controller.js';
import { AdminDeviceController } from './device/device.controller.js';
import { DoorBoardService } from './access/door-board.service.js';
import { DoorTimelineController } from './access/door-timeline.controller.js';
import { AdminDoorController } from './access/door.controller.js';
import { OutboundStreamModule } from '../outbound/stream/outbound-stream.module.js';
import { EventController } from './event/event.controller.js';
import { FirmwareController } from './device/firmware.controller.js';
import { HolidayController } from './access/holiday.controller.js';
import { IdentificationController } from './access/identification.controller.js';
import { AdminInsPersonController } from './person/ins-person.controller.js';
import { PersonErasureController } from './person/person-erasure.controller.js';
import { AdminPersonController } from './person/person.controller.js';
import { PhotoCheckController } from './person/photo-check.controller.js';
import { ImportRunService } from './import/import-run.service.js';
import { ImportRunController, PersonImportController } from './import/person-import.controller.js';
import { PersonImportService } from './import/person-import.service.js';
import { LevelModule } from './access/level.module.js';
import { PlaceModule } from './access/place.module.js';
import { RawDataService } from './device/raw-data.service.js';
import { ReportModule } from './event/report.module.js';
import { TerminalModule } from './device/terminal.module.js';
import { AdminReaderController } from './access/reader.controller.js';
import { LeaveTypeController } from './attendance/leave-type.controller.js';
import { RetentionController } from './system/retention.controller.js';
import { DoctorController } from './system/doctor.controller.js';
import { SettingController } from './system/setting.controller.js';
import { ShiftController } from './attendance/shift.controller.js';
import { TimeZoneController } from './access/time-zone.controller.js';
import { AdminOperatorModule } from './operator/admin-operator.module.js';
import { AdminExplainModule } from './explain/admin-explain.module.js';
import { AdminExportModule } from './export/admin-export.module.js';
import { AdminFleetModule } from './fleet/admin-fleet.module.js';
import { AdminMusterModule } from './muster/admin-muster.module.js';
import { AdminPlanModule } from './plan/admin-plan.module.js';
import { AdminSearchModule } from './search/admin-search.module.js';
import { AdminSetupModule } from './setup/admin-setup.module.js';
import { AdminStatisticsModule } from './statistics/admin-statistics.module.js';
import { AdminStreamModule } from './stream/admin-stream.module.js';
import { AdminViewModule } from './view/admin-view.module.js';
import { AdminVisitorModule } from './visitor/admin-visitor.module.js';

@Module({
  imports: [
    AdminExplainModule,
    AdminExportModule,
    AdminFleetModule,
    AdminMusterModule,
    AdminPlanModule,
    AdminSearchModule,
    AdminSetupModule,
    AdminStatisticsModule,
    AdminStreamModule,
    AdminViewModule,
    AdminVisitorModule,
    OutboundStreamModule,
    AccLevelModule,
    AreaModule,
    AreaPersonModule,
    AttendanceModule,
    CommandModule,
    DepartmentModule,
    DeviceModule,
    DoorModule,
    FileModule,
    AdminOperatorModule,
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
    DoorTimelineController,
    AdminInsPersonController,
    AdminPersonController,
    PersonErasureController,
    PhotoCheckController,
    AdminReaderController,
    ApiTokenController,
    AreaController,
    AttApplicationController,
    AttendancePersonController,
    DaySheetController,
    AuditController,
    AuxInputController,
    AuxOutputController,
    CommandController,
    DeviceFetchController,
    DeviceNewcomerController,
    DevicePullController,
    DeviceUpgradeController,
    DeviceOperationController,
    WireController,
    DeviceQuarantineController,
    DeviceRetirementController,
    DeviceSurveyController,
    DeviceVerifyController,
    DeviceWorkController,
    EventController,
    FirmwareController,
    HolidayController,
    IdentificationController,
    LeaveTypeController,
    ImportRunController,
    PersonImportController,
    RetentionController,
    DoctorController,
    SettingController,
    ShiftController,
    TimeZoneController,
  ],
  providers: [AuditChainService, DoorBoardService, ImportRunService, PersonImportService, RawDataService],
})
export class AdminModule {}
