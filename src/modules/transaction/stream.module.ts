import { Module } from '@nestjs/common';
import { TransactionModule } from './transaction.module.js';
import { EventFeed } from './event-feed.service.js';

@Module({ imports: [TransactionModule], providers: [EventFeed], exports: [EventFeed] })
export class StreamModule {}
