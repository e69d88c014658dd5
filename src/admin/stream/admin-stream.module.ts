import { Module } from '@nestjs/common';
import { DoorModule } from '../../modules/door/door.module.js';
import { TransactionModule } from '../../modules/transaction/transaction.module.js';
import { FeedTailService } from './feed-tail.service.js';
import { OpenStreamsService } from './open-streams.service.js';
import { StreamController } from './stream.controller.js';
import { StreamItemsService } from './stream-items.service.js';
import { StreamService } from './stream.service.js';

/** What happens, told to pages that stay open. */
@Module({
  imports: [DoorModule, TransactionModule],
  controllers: [StreamController],
  providers: [FeedTailService, OpenStreamsService, StreamItemsService, StreamService],
})
export class AdminStreamModule {}
