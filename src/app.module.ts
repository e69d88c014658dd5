import { Module, type DynamicModule } from '@nestjs/common';
import { AccLevelModule } from './accLevel/acc-level.module.js';
import { AccZoneModule } from './accZone/acc-zone.module.js';
import { AdminModule } from './admin/admin.module.js';
import { AdminRuleModule } from './admin/rule/admin-rule.module.js';
import { AdminParkingModule } from './admin/parking/admin-parking.module.js';
import { AdminZoneModule } from './admin/zone.module.js';
import { AdminMediaModule } from './admin/media/admin-media.module.js';
import { AreaModule } from './area/area.module.js';
import { AreaPersonModule } from './areaPerson/area-person.module.js';
import { AttendanceModule } from './attendance/attendance.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CommandModule } from './command/command.module.js';
import { DepartmentModule } from './department/department.module.js';
import { DeviceModule } from './device/device.module.js';
import { DoorModule } from './door/door.module.js';
import { ElevatorModule } from './elevator/elevator.module.js';
import { FileModule } from './file/file.module.js';
import { GateCallsModule } from './gate/gate-calls.module.js';
import { HouseModule, type House } from './house.module.js';
import { InsModule } from './ins/ins.module.js';
import { LinkModule } from './link/link.module.js';
import { MediaModule } from './media/media.module.js';
import { OpsModule } from './ops/ops.module.js';
import { ParkingModule } from './parking/parking.module.js';
import { PersonCallsModule } from './person/person-calls.module.js';
import { PersonModule } from './person/person.module.js';
import { QrCodeModule } from './qrCode/qr-code.module.js';
import { StreamModule } from './stream/stream.module.js';
import { SyncModule } from './sync/sync.module.js';
import { TimeZoneModule } from './timeZone/time-zone.module.js';
import { TransactionCallsModule } from './transaction/transaction-calls.module.js';
import { TransactionModule } from './transaction/transaction.module.js';
import { VisitorModule } from './visitor/visitor.module.js';

const modules = [
  AuthModule,
  CommandModule,
  TransactionModule,
  TransactionCallsModule,
  OpsModule,
  AreaModule,
  DepartmentModule,
  PersonModule,
  PersonCallsModule,
  TimeZoneModule,
  DeviceModule,
  DoorModule,
  FileModule,
  QrCodeModule,
  AccLevelModule,
  ElevatorModule,
  GateCallsModule,
  AccZoneModule,
  AreaPersonModule,
  AttendanceModule,
  InsModule,
  MediaModule,
  ParkingModule,
  VisitorModule,
  StreamModule,
  LinkModule,
  SyncModule,
  AdminModule,
  AdminMediaModule,
  AdminParkingModule,
  AdminRuleModule,
  AdminZoneModule,
];

/** Every module of the house, from the ground up. */
@Module({})
export class AppModule {
  static of(house: House): DynamicModule {
    return { module: AppModule, imports: [HouseModule.of(house), ...modules] };
  }
}
