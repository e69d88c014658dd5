import { Module } from '@nestjs/common';
import { DepartmentModule } from '../department/department.module.js';
import { DoorModule } from '../door/door.module.js';
import { PersonModule } from '../person/person.module.js';
import { AccLevelController } from './acc-level.controller.js';
import { AccLevelService } from './acc-level.service.js';
import { DepartmentLevelService } from './department-level.service.js';
import { MembershipService } from './membership.service.js';
import { NamedLevelController } from './level-by-name.controller.js';
import { LevelByNameService } from './level-by-name.service.js';
import { PersonLevelsService } from './person-levels.service.js';

@Module({
  imports: [DepartmentModule, DoorModule, PersonModule],
  controllers: [AccLevelController, NamedLevelController],
  providers: [AccLevelService, DepartmentLevelService, LevelByNameService, MembershipService, PersonLevelsService],
  exports: [AccLevelService, DepartmentLevelService, MembershipService, PersonLevelsService],
})
export class AccLevelModule {}
