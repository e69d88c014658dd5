import { Body, Param, Query } from '@nestjs/common';
import { DeliveryService } from '../../outbound/webhook/delivery.service.js';
import { WebhookService } from '../../outbound/webhook/webhook.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { Action, AdminResource, Deferred, Read } from '../common/admin.js';
import { instantOf } from '../common/instant.js';
import { invalidField } from '../common/invalid.js';
import { cursorNumber, pageOf, usualLimit, type Page } from '../common/page.js';
import { DeliveryQuery, DeliveryView, ReplayBody, ReplayView, toDeliveryView } from './webhook-delivery.dto.js';

/** What became of the messages of a webhook, and sending them once more. */
@AdminResource('webhooks')
export class WebhookDeliveryController {
  constructor(
    private readonly webhooks: WebhookService,
    private readonly deliveries: DeliveryService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read(':id/deliveries', 'Messages that were sent, the newest first; none has its text', {
    of: DeliveryView,
    as: 'page',
  })
  async list(@Param('id') id: string, @Query() query: DeliveryQuery): Promise<Page<DeliveryView>> {
    const tx = this.unitOfWork.manager;
    await this.webhooks.get(tx, id);
    const { status, type, cursor, limit = usualLimit } = query;
    const rows = await this.deliveries.list(tx, id, { status, type, before: cursorNumber(cursor) }, limit + 1);
    return pageOf(rows, limit, ({ position }) => position, toDeliveryView);
  }

  @Action(':id/deliveries/:position/retry', 'Send a message once more, now, with the same id', { of: DeliveryView })
  retry(
    @Param('id') id: string,
    @Param('position') position: string,
    @CurrentCaller() caller: Caller,
  ): Promise<DeliveryView> {
    if (!/^\d{1,15}$/.test(position))
      throw new Failure('notFound', `no message of position ${position} was sent there`);
    return this.audited.run(caller, async (tx) => {
      await this.webhooks.get(tx, id);
      return toDeliveryView(await this.deliveries.retry(tx, id, Number(position)));
    });
  }

  @Deferred(
    ':id/replay',
    'Send the messages between two positions or instants once more; it is done behind the answer',
    {
      of: ReplayView,
    },
  )
  async replay(
    @Param('id') id: string,
    @Body() body: ReplayBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ReplayView> {
    const webhook = await this.webhooks.get(this.unitOfWork.manager, id);
    const from = await this.placeOf('from', body.from, 0);
    const to = await this.placeOf('to', body.to, -1);
    if (isBefore(body.to, body.from) || (from > to && isPosition(body.from) && isPosition(body.to)))
      throw invalidField('to', 'must not be before from', 'order');
    const range = { from, to, status: body.status ?? null };
    const wanted = body.status === undefined ? await this.deliveries.wanted(webhook, range) : null;
    return this.audited.run(
      caller,
      async (tx) => ({ number: await this.deliveries.replay(tx, id, range, wanted) }),
      ({ number }) => ({ number }),
    );
  }

  /** @param step from the first position behind an instant: -1 = the last in front of it */
  private async placeOf(field: string, text: string, step: 0 | -1): Promise<number> {
    if (isPosition(text)) return Number(text);
    const at = instantOf(field, text);
    if (!at) throw invalidField(field, 'is required', 'missing');
    const day = text.slice(0, 10);
    if (new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
      throw invalidField(field, 'must be a day of the calendar', 'calendar');
    // The last instant is included.
    return (await this.deliveries.positionAt(step === 0 ? at : new Date(at.getTime() + 1))) + step;
  }
}

const isPosition = (text: string) => /^\d{1,15}$/.test(text);

/** Of two instants. */
const isBefore = (one: string, other: string) =>
  !isPosition(one) && !isPosition(other) && Date.parse(one) < Date.parse(other);
