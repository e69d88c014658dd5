import { Body } from '@nestjs/common';
import { MessageFilterService } from '../../outbound/envelope/message-filter.js';
import { KafkaService } from '../../outbound/kafka/kafka.service.js';
import { kafkaReader, type KafkaSettings } from '../../outbound/kafka/kafka-settings.js';
import { ReaderSettingsService } from '../../outbound/reader/reader-settings.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { Action, AdminResource, Read, Remove, Replace } from '../common/admin.js';
import { unsetRefusal } from '../common/problem.dto.js';
import { KafkaBody, KafkaTestBody, KafkaView, toKafkaView } from './kafka.dto.js';
import { kafkaInput, type KafkaInput } from './kafka-input.js';
import { TrialView } from './reader.dto.js';

/** Kafka as a reader of the feed. */
@AdminResource('kafka')
export class KafkaController {
  constructor(
    private readonly kafka: KafkaService,
    private readonly readers: ReaderSettingsService,
    private readonly filters: MessageFilterService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @unsetRefusal
  @Read('', 'What Kafka is set to, and how it gets on', { of: KafkaView })
  async get(): Promise<KafkaView> {
    return toKafkaView(await this.readers.get<KafkaSettings>(this.unitOfWork.manager, kafkaReader));
  }

  @Replace('', 'Publish messages to Kafka; every gateway takes that up at once', { of: KafkaView })
  async put(@Body() body: KafkaBody, @CurrentCaller() caller: Caller): Promise<KafkaView> {
    const { settings, secrets } = await this.input(body);
    return this.audited.run(caller, async (tx) => {
      await this.readers.put(tx, kafkaReader, { settings, secrets, after: body.after });
      return toKafkaView(await this.readers.get<KafkaSettings>(tx, kafkaReader));
    });
  }

  @Remove('', 'Publish nothing to Kafka any more; its topics stay')
  async remove(@CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.readers.remove(tx, kafkaReader));
  }

  @Action('test', 'Connect and look for the topic; nothing is published or made', { of: TrialView })
  async test(@Body() body: KafkaTestBody): Promise<TrialView> {
    const { settings, secrets } = await this.tried(body);
    return this.kafka.test(settings, secrets);
  }

  private async input(body: KafkaBody): Promise<KafkaInput> {
    const before = await this.readers.stored<KafkaSettings>(this.unitOfWork.manager, kafkaReader);
    return kafkaInput(body, before, this.filters);
  }

  private async tried({ brokers, ...rest }: KafkaTestBody): Promise<KafkaInput> {
    if (brokers !== undefined) return this.input({ ...rest, brokers });
    const stored = await this.readers.stored<KafkaSettings>(this.unitOfWork.manager, kafkaReader);
    if (!stored) throw new Failure('notFound', `${kafkaReader} is not set: the body must say what is to be tried`);
    return stored;
  }
}
