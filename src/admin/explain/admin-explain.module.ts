import { Module } from '@nestjs/common';
import { SyncModule } from '../../sync/sync.module.js';
import { ExplainController } from './explain.controller.js';

@Module({ imports: [SyncModule], controllers: [ExplainController] })
export class AdminExplainModule {}
