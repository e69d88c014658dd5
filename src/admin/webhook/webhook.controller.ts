import { Body, Param, Query } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeliveryService } from '../../outbound/webhook/delivery.service.js';
import { openHeaders } from '../../outbound/webhook/webhook-settings.js';
import { WebhookTrialService } from '../../outbound/webhook/webhook-trial.service.js';
import { Webhook } from '../../outbound/webhook/webhook.entity.js';
import { originOf, WebhookService } from '../../outbound/webhook/webhook.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Action, AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import {
  NewWebhookView,
  RotateBody,
  TestResultView,
  toTestResult,
  toWebhookView,
  WebhookBody,
  WebhookPatch,
  WebhookView,
} from './webhook.dto.js';

const listed: Listed<Webhook> = { entity: Webhook, by: 'id', texts: ['name', 'url'], others: ['createdAt', 'status'] };
const usualOverlap = 24;

/** The path of an address may hold a secret, so the audit log does not get it. */
const withoutPath = (caller: Caller, url: string | undefined): Caller =>
  url === undefined ? caller : { ...caller, detail: { ...caller.detail, url: originOf(url) } };

/** Endpoints that messages are sent to. */
@AdminResource('webhooks')
export class WebhookController {
  constructor(
    private readonly webhooks: WebhookService,
    private readonly deliveries: DeliveryService,
    private readonly trials: WebhookTrialService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
    private readonly seal: SealedBox,
  ) {}

  @Read('', 'Webhooks, without their secrets', { of: WebhookView, as: 'page' })
  async list(@Query() query: SearchQuery): Promise<CountedPage<WebhookView>> {
    const tx = this.unitOfWork.manager;
    const page = await searchPage(tx, listed, query, (webhook) => webhook);
    return { ...page, items: await this.views(tx, page.items) };
  }

  @Create('', 'Make a webhook: messages are sent from now on, or from a position on', { of: NewWebhookView })
  async create(@Body() body: WebhookBody, @CurrentCaller() caller: Caller): Promise<NewWebhookView> {
    await this.webhooks.checkUrl(body.url);
    return this.audited.run(
      withoutPath(caller, body.url),
      async (tx) => {
        const { webhook, secret } = await this.webhooks.create(tx, body);
        return Object.assign(await this.view(tx, webhook), { secret });
      },
      ({ id }) => ({ id }),
    );
  }

  @Read(':id', 'One webhook', { of: WebhookView })
  async get(@Param('id') id: string): Promise<WebhookView> {
    const tx = this.unitOfWork.manager;
    return this.view(tx, await this.webhooks.get(tx, id));
  }

  @Patch(':id', 'Given values change; headers are replaced as a whole', { of: WebhookView })
  async patch(
    @Param('id') id: string,
    @Body() body: WebhookPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<WebhookView> {
    await this.webhooks.get(this.unitOfWork.manager, id);
    await this.webhooks.checkUrl(body.url);
    return this.audited.run(withoutPath(caller, body.url), async (tx) =>
      this.view(tx, await this.webhooks.patch(tx, id, body)),
    );
  }

  @Remove(':id', 'Remove a webhook and what is known of its messages')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.webhooks.remove(tx, id));
  }

  @Action(':id/rotate', 'Another secret; for a while messages are signed with the one before, too', {
    of: NewWebhookView,
  })
  rotate(
    @Param('id') id: string,
    @Body() { overlapHours = usualOverlap, force = false }: RotateBody,
    @CurrentCaller() caller: Caller,
  ): Promise<NewWebhookView> {
    return this.audited.run(caller, async (tx) => {
      const { webhook, secret } = await this.webhooks.rotate(tx, id, { overlapHours, force });
      return Object.assign(await this.view(tx, webhook), { secret });
    });
  }

  @Action(':id/pause', 'Send nothing more; what is for it waits in the feed', { of: WebhookView })
  pause(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<WebhookView> {
    return this.audited.run(caller, async (tx) => this.view(tx, await this.webhooks.pause(tx, id)));
  }

  @Action(':id/resume', 'Go on, also after it was disabled', { of: WebhookView })
  resume(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<WebhookView> {
    return this.audited.run(caller, async (tx) => this.view(tx, await this.webhooks.resume(tx, id)));
  }

  @Action(':id/test', 'Send a message of type postern.test now, and tell what came of it', { of: TestResultView })
  async test(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<TestResultView> {
    const result = toTestResult(await this.trials.send(await this.webhooks.get(this.unitOfWork.manager, id)));
    const told = { result: result.result, status: result.status };
    return this.audited.run(
      caller,
      () => Promise.resolve(result),
      () => told,
    );
  }

  private async view(tx: EntityManager, webhook: Webhook): Promise<WebhookView> {
    const [view] = await this.views(tx, [webhook]);
    return view ?? toWebhookView(webhook, [], undefined);
  }

  private async views(tx: EntityManager, webhooks: readonly Webhook[]): Promise<WebhookView[]> {
    const counts = await this.deliveries.countsOf(
      tx,
      webhooks.map(({ id }) => id),
    );
    return webhooks.map((webhook) =>
      toWebhookView(webhook, Object.keys(openHeaders(this.seal, webhook)), counts.get(webhook.id)),
    );
  }
}
