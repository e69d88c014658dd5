import { Module } from '@nestjs/common';
import { AreaModule } from '../area/area.module.js';
import { PersonModule } from '../person/person.module.js';
import { AreaPersonService } from './area-person.service.js';
import { ModulePersonService } from './module-person.service.js';

@Module({
  imports: [AreaModule, PersonModule],
  providers: [AreaPersonService, ModulePersonService],
  exports: [AreaPersonService, ModulePersonService],
})
export class AreaPersonModule {}
