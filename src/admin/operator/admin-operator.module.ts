import { Module } from '@nestjs/common';
import { OperatorController, RoleController } from './operator.controller.js';
import { SessionController } from './session.controller.js';

@Module({ controllers: [OperatorController, RoleController, SessionController] })
export class AdminOperatorModule {}
