import { Module } from '@nestjs/common';
import { MusterModule } from '../../modules/muster/muster.module.js';
import { MusterViewsService } from './muster-views.service.js';
import { MusterController } from './muster.controller.js';

@Module({ imports: [MusterModule], controllers: [MusterController], providers: [MusterViewsService] })
export class AdminMusterModule {}
