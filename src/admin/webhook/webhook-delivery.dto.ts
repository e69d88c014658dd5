import { Transform } from 'class-transformer';
import type { Delivery } from '../../outbound/webhook/delivery.service.js';
import type { MessageStatus } from '../../outbound/webhook/message-rows.js';
import { OneOf, Shown, Text } from '../common/fields.js';
import { ListQuery } from '../common/page.js';

const statuses: readonly MessageStatus[] = ['delivered', 'pending', 'dead'];
const ofStatus = 'delivered, pending (to be sent again) or dead (given up)';

const place = {
  is: /^(\d{1,15}|\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)$/,
  says: 'a position, or an instant as 2026-12-31T23:59:59Z',
} as const;

export class DeliveryQuery extends ListQuery {
  @OneOf(ofStatus, statuses, { optional: true }) status?: MessageStatus;
  @Text('Type of message', { optional: true, max: 100, example: 'access.granted' }) type?: string;
}

/** Positions are text, because they may be long; a number is understood, too. */
const AsText = () => Transform(({ value }: { value: unknown }) => (typeof value === 'number' ? String(value) : value));

export class ReplayBody {
  @AsText()
  @Text('The first one: a position, or when it was stored at the earliest', { pattern: place })
  from!: string;
  @AsText()
  @Text('The last one: a position, or when it was stored at the latest', { pattern: place })
  to!: string;
  @OneOf(
    'Only those that were sent and are so now; left out = all that are for it, also those that were never sent',
    statuses,
    {
      optional: true,
    },
  )
  status?: MessageStatus;
}

export class ReplayView {
  @Shown('How many messages are sent once more') number!: number;
}

export class DeliveryView {
  @Shown('Its position in the feed') position!: string;
  @Shown('Its id, by which the receiver knows it again') messageId!: string;
  @Shown('Its type') type!: string;
  @Shown('Its number at this receiver; null = it was never sent', { nullable: true, type: String }) sequence!:
    string | null;
  @Shown(ofStatus, { enum: [...statuses] }) status!: MessageStatus;
  @Shown('Attempts that count: those by which the gateway looks whether a receiver is back do not') attempts!: number;
  @Shown('When it is sent again', { nullable: true, type: String, format: 'date-time' }) nextAt!: string | null;
  @Shown('Status of the last answer; null = none came', { nullable: true, type: Number }) lastStatus!: number | null;
  @Shown('Why no answer came', { nullable: true, type: String }) lastError!: string | null;
  @Shown('How long the last attempt took, in milliseconds', { nullable: true, type: Number }) lastMs!: number | null;
  @Shown('The first kilobyte of the last answer', { nullable: true, type: String }) response!: string | null;
  @Shown('The first attempt', { nullable: true, type: String, format: 'date-time' }) firstAt!: string | null;
  @Shown('The last attempt', { type: String, format: 'date-time' }) lastAt!: string;
}

export const toDeliveryView = (delivery: Delivery): DeliveryView => ({
  position: String(delivery.position),
  messageId: delivery.messageId,
  type: delivery.type,
  sequence: delivery.sequence === null ? null : String(delivery.sequence),
  status: delivery.status,
  attempts: delivery.attempts,
  nextAt: delivery.nextAt?.toISOString() ?? null,
  lastStatus: delivery.lastStatus,
  lastError: delivery.lastError,
  lastMs: delivery.lastMs,
  response: delivery.response,
  firstAt: delivery.firstAt?.toISOString() ?? null,
  lastAt: delivery.lastAt.toISOString(),
});
