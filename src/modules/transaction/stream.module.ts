import { Module } from '@nestjs/common';
import { TransactionModule } from './transaction.module.js';
import { EventFeedService } from './event-feed.service.js';

@Module({ imports: [TransactionModule], providers: [EventFeedService], exports: [EventFeedService] })
export class StreamModule {}
