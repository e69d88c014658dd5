import { Module } from '@nestjs/common';
import { EnvelopeModule } from '../../outbound/envelope/envelope.module.js';
import { KafkaModule } from '../../outbound/kafka/kafka.module.js';
import { NatsModule } from '../../outbound/nats/nats.module.js';
import { KafkaController } from './kafka.controller.js';
import { NatsController } from './nats.controller.js';

@Module({ imports: [EnvelopeModule, KafkaModule, NatsModule], controllers: [KafkaController, NatsController] })
export class AdminBrokersModule {}
