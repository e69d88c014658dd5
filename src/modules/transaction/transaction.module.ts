import { Module } from '@nestjs/common';
import { CountFold } from './count-fold.service.js';
import { EventNames } from './event-names.js';
import { EventPhotoLinks } from './event-photo-links.js';
import { EventPhotoService } from './event-photo.service.js';
import { FirstLastService } from './first-last.service.js';
import { IngestService } from './ingest.service.js';
import { MonitorService } from './monitor.service.js';
import { TransactionListService } from './transaction-list.service.js';

const services = [
  EventNames,
  EventPhotoLinks,
  EventPhotoService,
  FirstLastService,
  IngestService,
  MonitorService,
  TransactionListService,
];

@Module({ providers: [CountFold, ...services], exports: services })
export class TransactionModule {}
