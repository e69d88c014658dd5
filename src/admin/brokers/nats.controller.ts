import { Body } from '@nestjs/common';
import { MessageFilterService } from '../../outbound/envelope/message-filter.js';
import { NatsService } from '../../outbound/nats/nats.service.js';
import { natsReader, type NatsSettings } from '../../outbound/nats/nats-settings.js';
import { ReaderSettingsService } from '../../outbound/reader/reader-settings.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { Action, AdminResource, Read, Remove, Replace } from '../common/admin.js';
import { unsetRefusal } from '../common/problem.dto.js';
import { NatsBody, NatsTestBody, NatsView, toNatsView } from './nats.dto.js';
import { natsInput, type NatsInput } from './nats-input.js';
import { TrialView } from './reader.dto.js';

/** NATS JetStream as a reader of the feed. */
@AdminResource('nats')
export class NatsController {
  constructor(
    private readonly nats: NatsService,
    private readonly readers: ReaderSettingsService,
    private readonly filters: MessageFilterService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @unsetRefusal
  @Read('', 'What NATS JetStream is set to, and how it gets on', { of: NatsView })
  async get(): Promise<NatsView> {
    return toNatsView(await this.readers.get<NatsSettings>(this.unitOfWork.manager, natsReader));
  }

  @Replace('', 'Publish messages to a stream of NATS JetStream; every gateway takes that up at once', { of: NatsView })
  async put(@Body() body: NatsBody, @CurrentCaller() caller: Caller): Promise<NatsView> {
    const { settings, secrets } = await this.input(body);
    return this.audited.run(caller, async (tx) => {
      await this.readers.put(tx, natsReader, { settings, secrets, after: body.after });
      return toNatsView(await this.readers.get<NatsSettings>(tx, natsReader));
    });
  }

  @Remove('', 'Publish nothing to NATS any more; the stream stays')
  async remove(@CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.readers.remove(tx, natsReader));
  }

  @Action('test', 'Connect and look for the stream; nothing is published or made', { of: TrialView })
  async test(@Body() body: NatsTestBody): Promise<TrialView> {
    const { settings, secrets } = await this.tried(body);
    return this.nats.test(settings, secrets);
  }

  private async input(body: NatsBody): Promise<NatsInput> {
    const before = await this.readers.stored<NatsSettings>(this.unitOfWork.manager, natsReader);
    return natsInput(body, before, this.filters);
  }

  private async tried({ url, ...rest }: NatsTestBody): Promise<NatsInput> {
    if (url !== undefined) return this.input({ ...rest, url });
    const stored = await this.readers.stored<NatsSettings>(this.unitOfWork.manager, natsReader);
    if (!stored) throw new Failure('notFound', `${natsReader} is not set: the body must say what is to be tried`);
    return stored;
  }
}
