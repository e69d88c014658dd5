import { Module } from '@nestjs/common';
import { PlanModule } from '../../modules/plan/plan.module.js';
import { PlanController } from './plan.controller.js';

@Module({ imports: [PlanModule], controllers: [PlanController] })
export class AdminPlanModule {}
