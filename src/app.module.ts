import { Module, type DynamicModule } from '@nestjs/common';
import { AccLevelModule } from './modules/accLevel/acc-level.module.js';
import { AccZoneModule } from './modules/accZone/acc-zone.module.js';
import { AdminAlarmModule } from './admin/alarm/admin-alarm.module.js';
import { AdminBrokersModule } from './admin/brokers/admin-brokers.module.js';
import { AdminModule } from './admin/admin.module.js';
import { AdminRuleModule } from './admin/rule/admin-rule.module.js';
import { AdminCameraModule } from './admin/camera/admin-camera.module.js';
import { AdminParkingModule } from './admin/parking/admin-parking.module.js';
import { AdminSpaceModule } from './admin/space/admin-space.module.js';
import { AdminWebhookModule } from './admin/webhook/admin-webhook.module.js';
import { AdminZoneModule } from './admin/access/zone.module.js';
import { AdminConsumptionModule } from './admin/consumption/admin-consumption.module.js';
import { AdminIntrusionModule } from './admin/intrusion/admin-intrusion.module.js';
import { AdminMediaModule } from './admin/media/admin-media.module.js';
import { AdminBackupModule } from './admin/backup/admin-backup.module.js';
import { AdminMqttModule } from './admin/mqtt/admin-mqtt.module.js';
import { AlarmModule } from './modules/alarm/alarm.module.js';
import { AreaModule } from './modules/area/area.module.js';
import { AreaPersonModule } from './modules/areaPerson/area-person.module.js';
import { AttendanceModule } from './modules/attendance/attendance.module.js';
import { AuthModule } from './platform/auth/auth.module.js';
import { CommandModule } from './core/command/command.module.js';
import { ConsumptionModule } from './modules/consumption/consumption.module.js';
import { DepartmentModule } from './modules/department/department.module.js';
import { DeviceModule } from './modules/device/device.module.js';
import { DoorModule } from './modules/door/door.module.js';
import { ElevatorModule } from './modules/elevator/elevator.module.js';
import { EnvelopeModule } from './outbound/envelope/envelope.module.js';
import { FeedModule } from './outbound/feed/feed.module.js';
import { FileModule } from './modules/file/file.module.js';
import { GateApiModule } from './modules/gate/gate-api.module.js';
import { PlatformModule, type Platform } from './bootstrap/platform.module.js';
import { InsModule } from './modules/ins/ins.module.js';
import { IntrusionLinkModule } from './devices/intrusion/intrusion-link.module.js';
import { IntrusionModule } from './modules/intrusion/intrusion.module.js';
import { LinkModule } from './devices/link.module.js';
import { MediaModule } from './modules/media/media.module.js';
import { OpsModule } from './operations/ops.module.js';
import { OutboundStreamModule } from './outbound/stream/outbound-stream.module.js';
import { CameraModule } from './modules/camera/camera.module.js';
import { EventSnapshotModule } from './outbound/snapshot/event-snapshot.module.js';
import { ParkingModule } from './modules/parking/parking.module.js';
import { PersonApiModule } from './modules/person/person-api.module.js';
import { PersonModule } from './modules/person/person.module.js';
import { QrCodeModule } from './modules/qrCode/qr-code.module.js';
import { SpaceModule } from './modules/space/space.module.js';
import { StreamModule } from './modules/transaction/stream.module.js';
import { SyncModule } from './sync/sync.module.js';
import { TimeZoneModule } from './modules/timeZone/time-zone.module.js';
import { TransactionApiModule } from './modules/transaction/transaction-api.module.js';
import { TransactionModule } from './modules/transaction/transaction.module.js';
import { VisitorModule } from './modules/visitor/visitor.module.js';

const modules = [
  AuthModule,
  CommandModule,
  TransactionModule,
  TransactionApiModule,
  OpsModule,
  AlarmModule,
  AreaModule,
  DepartmentModule,
  PersonModule,
  PersonApiModule,
  TimeZoneModule,
  DeviceModule,
  DoorModule,
  FileModule,
  QrCodeModule,
  AccLevelModule,
  ElevatorModule,
  GateApiModule,
  AccZoneModule,
  AreaPersonModule,
  AttendanceModule,
  ConsumptionModule,
  InsModule,
  MediaModule,
  ParkingModule,
  CameraModule,
  SpaceModule,
  VisitorModule,
  StreamModule,
  IntrusionModule,
  LinkModule,
  IntrusionLinkModule,
  SyncModule,
  EnvelopeModule,
  FeedModule,
  EventSnapshotModule,
  OutboundStreamModule,
  AdminModule,
  AdminAlarmModule,
  AdminBackupModule,
  AdminBrokersModule,
  AdminCameraModule,
  AdminConsumptionModule,
  AdminIntrusionModule,
  AdminMediaModule,
  AdminMqttModule,
  AdminParkingModule,
  AdminRuleModule,
  AdminSpaceModule,
  AdminWebhookModule,
  AdminZoneModule,
];

/** Every module, from the ground up. */
@Module({})
export class AppModule {
  static of(platform: Platform): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.of(platform), ...modules] };
  }
}
