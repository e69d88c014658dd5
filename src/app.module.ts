import { Module, type DynamicModule } from '@nestjs/common';
import { AccLevelModule } from './accLevel/acc-level.module.js';
import { AdminModule } from './admin/admin.module.js';
import { AdminRuleModule } from './admin/rule/admin-rule.module.js';
import { AreaModule } from './area/area.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CommandModule } from './command/command.module.js';
import { DepartmentModule } from './department/department.module.js';
import { DeviceModule } from './device/device.module.js';
import { DoorModule } from './door/door.module.js';
import { FileModule } from './file/file.module.js';
import { HouseModule, type House } from './house.module.js';
import { LinkModule } from './link/link.module.js';
import { OpsModule } from './ops/ops.module.js';
import { PersonCallsModule } from './person/person-calls.module.js';
import { PersonModule } from './person/person.module.js';
import { StreamModule } from './stream/stream.module.js';
import { SyncModule } from './sync/sync.module.js';
import { TimeZoneModule } from './timeZone/time-zone.module.js';
import { TransactionCallsModule } from './transaction/transaction-calls.module.js';
import { TransactionModule } from './transaction/transaction.module.js';

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
  AccLevelModule,
  StreamModule,
  LinkModule,
  SyncModule,
  AdminModule,
  AdminRuleModule,
];

/** Every module of the house, from the ground up. */
@Module({})
export class AppModule {
  static of(house: House): DynamicModule {
    return { module: AppModule, imports: [HouseModule.of(house), ...modules] };
  }
}
