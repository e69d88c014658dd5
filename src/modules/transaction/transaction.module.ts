import { Module } from '@nestjs/common';
import { CountFoldService } from './count-fold.service.js';
import { EventNameService } from './event-name.service.js';
import { EventPhotoLinkService } from './event-photo-link.service.js';
import { EventPhotoService } from './event-photo.service.js';
import { FeedDrainService } from './feed-drain.service.js';
import { HistoryIngestService } from './history-ingest.service.js';
import { FirstLastService } from './first-last.service.js';
import { IngestService } from './ingest.service.js';
import { MonitorService } from './monitor.service.js';
import { TransactionListService } from './transaction-list.service.js';

const services = [
  EventNameService,
  EventPhotoLinkService,
  EventPhotoService,
  FeedDrainService,
  FirstLastService,
  HistoryIngestService,
  IngestService,
  MonitorService,
  TransactionListService,
];

@Module({ providers: [CountFoldService, ...services], exports: services })
export class TransactionModule {}
