import { Module } from '@nestjs/common';
import { IdentificationService } from './identification.service.js';

@Module({ providers: [IdentificationService], exports: [IdentificationService] })
export class IdentificationModule {}
