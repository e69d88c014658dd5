import { Module } from '@nestjs/common';
import { EnvelopeModule } from '../envelope/envelope.module.js';
import { ReaderModule } from '../reader/reader.module.js';
import { KafkaService } from './kafka.service.js';

/** The feed for Kafka. */
@Module({ imports: [EnvelopeModule, ReaderModule], providers: [KafkaService], exports: [KafkaService, ReaderModule] })
export class KafkaModule {}
