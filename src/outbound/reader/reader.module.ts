import { Module } from '@nestjs/common';
import { EnvelopeModule } from '../envelope/envelope.module.js';
import { FeedModule } from '../feed/feed.module.js';
import { LeasedReaderService } from './leased-reader.service.js';
import { ReaderSettingsService } from './reader-settings.service.js';

/** What follows the feed on one gateway at a time. */
@Module({
  imports: [EnvelopeModule, FeedModule],
  providers: [LeasedReaderService, ReaderSettingsService],
  exports: [LeasedReaderService, ReaderSettingsService],
})
export class ReaderModule {}
