import { Module } from '@nestjs/common';
import { TransactionModule } from './transaction.module.js';
import { EventFeedService } from './event-feed.service.js';
import { NewestEventsService } from './newest-events.service.js';

@Module({
  imports: [TransactionModule],
  providers: [EventFeedService, NewestEventsService],
  exports: [EventFeedService, NewestEventsService],
})
export class StreamModule {}
