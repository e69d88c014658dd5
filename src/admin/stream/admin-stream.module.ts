import { Module } from '@nestjs/common';
import { DoorModule } from '../../modules/door/door.module.js';
import { FeedModule } from '../../outbound/feed/feed.module.js';
import { TransactionModule } from '../../modules/transaction/transaction.module.js';
import { OpenStreamsService } from './open-streams.service.js';
import { StreamController } from './stream.controller.js';
import { StreamFollowersService } from './stream-followers.service.js';
import { StreamItemsService } from './stream-items.service.js';
import { StreamService } from './stream.service.js';

/** What happens, told to pages that stay open. */
@Module({
  imports: [DoorModule, FeedModule, TransactionModule],
  controllers: [StreamController],
  providers: [OpenStreamsService, StreamFollowersService, StreamItemsService, StreamService],
})
export class AdminStreamModule {}
