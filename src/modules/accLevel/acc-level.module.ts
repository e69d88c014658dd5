import { Module } from '@nestjs/common';
import { DepartmentModule } from '../department/department.module.js';
import { DoorModule } from '../door/door.module.js';
import { PersonModule } from '../person/person.module.js';
import { AccLevelController } from './acc-level.controller.js';
import { AccLevelService } from './acc-level.service.js';
import { DepartmentLevelService } from './department-level.service.js';
import { MembershipService } from './membership.service.js';
import { NamedLevelController } from './named-level.controller.js';
import { NamedLevelService } from './named-level.service.js';

@Module({
  imports: [DepartmentModule, DoorModule, PersonModule],
  controllers: [AccLevelController, NamedLevelController],
  providers: [AccLevelService, DepartmentLevelService, MembershipService, NamedLevelService],
  exports: [AccLevelService, DepartmentLevelService, MembershipService],
})
export class AccLevelModule {}
