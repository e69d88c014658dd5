import { Module } from '@nestjs/common';
import { EnvelopeModule } from '../envelope/envelope.module.js';
import { FeedModule } from '../feed/feed.module.js';
import { CursorService } from './cursor.service.js';
import { FeedController, MessageStreamController } from './feed.controller.js';
import { FeedListService } from './feed-list.service.js';
import { MessageListController } from './message-stream.controller.js';
import { ReaderRightsService } from './reader-rights.service.js';
import { SseService } from './sse.service.js';
import { StreamTotals } from './stream-totals.js';

/** Messages for whoever asks for them: page by page, and as they come. */
@Module({
  imports: [EnvelopeModule, FeedModule],
  controllers: [FeedController, MessageStreamController, MessageListController],
  providers: [CursorService, FeedListService, ReaderRightsService, SseService, StreamTotals],
  exports: [CursorService, StreamTotals],
})
export class OutboundStreamModule {}
