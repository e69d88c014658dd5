import { Module } from '@nestjs/common';
import { EnvelopeModule } from '../envelope/envelope.module.js';
import { ReaderModule } from '../reader/reader.module.js';
import { NatsService } from './nats.service.js';

/** The feed for NATS JetStream. */
@Module({ imports: [EnvelopeModule, ReaderModule], providers: [NatsService], exports: [NatsService, ReaderModule] })
export class NatsModule {}
