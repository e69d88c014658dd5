import { Module } from '@nestjs/common';
import { CountFold } from './count-fold.service.js';
import { IngestService } from './ingest.service.js';

@Module({ providers: [CountFold, IngestService], exports: [IngestService] })
export class TransactionModule {}
