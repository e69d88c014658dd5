import { Module } from '@nestjs/common';
import { SyncModule } from '../../sync/sync.module.js';
import { ChangePreviewService } from './change-preview.service.js';
import { ExplainController } from './explain.controller.js';

@Module({ imports: [SyncModule], controllers: [ExplainController], providers: [ChangePreviewService] })
export class AdminExplainModule {}
