import { Module } from '@nestjs/common';
import { EventFeed } from './event-feed.service.js';

@Module({ providers: [EventFeed], exports: [EventFeed] })
export class StreamModule {}
