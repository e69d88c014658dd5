import { Module } from '@nestjs/common';
import { CountFold } from './count-fold.service.js';
import { EventPhotoService } from './event-photo.service.js';
import { IngestService } from './ingest.service.js';

@Module({ providers: [CountFold, EventPhotoService, IngestService], exports: [EventPhotoService, IngestService] })
export class TransactionModule {}
