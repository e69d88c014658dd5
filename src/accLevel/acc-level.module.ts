import { Module } from '@nestjs/common';
import { PersonModule } from '../person/person.module.js';
import { AccLevelController } from './acc-level.controller.js';
import { AccLevelService } from './acc-level.service.js';
import { MembershipService } from './membership.service.js';

@Module({
  imports: [PersonModule],
  controllers: [AccLevelController],
  providers: [AccLevelService, MembershipService],
  exports: [AccLevelService, MembershipService],
})
export class AccLevelModule {}
