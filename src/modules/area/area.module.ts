import { Module } from '@nestjs/common';
import { AreaService } from './area.service.js';

@Module({ providers: [AreaService], exports: [AreaService] })
export class AreaModule {}
