import { Module } from '@nestjs/common';
import { FileModule } from '../file/file.module.js';
import { PlanPictureService } from './plan-picture.service.js';
import { PlanService } from './plan.service.js';

@Module({
  imports: [FileModule],
  providers: [PlanPictureService, PlanService],
  exports: [PlanPictureService, PlanService],
})
export class PlanModule {}
