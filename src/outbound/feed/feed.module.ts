import { Module } from '@nestjs/common';
import { TransactionModule } from '../../modules/transaction/transaction.module.js';
import { FeedTailService } from './feed-tail.service.js';

/** The end of the feed, for everybody who follows it. */
@Module({
  imports: [TransactionModule],
  providers: [FeedTailService],
  exports: [FeedTailService],
})
export class FeedModule {}
