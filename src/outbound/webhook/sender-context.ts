import type { Logger } from 'pino';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { AtMost } from '../../platform/at-most.js';
import type { Matcher } from '../envelope/message-filter.js';
import type { MessageSource } from './feed-scan.js';
import type { Turnstile } from './turnstile.js';
import type { Webhook } from './webhook.entity.js';
import type { WebhookTimes } from './webhook-times.js';
import type { WebhookTotals } from './webhook-totals.js';
import type { Resolve } from './webhook-url.js';

/** What all senders of a gateway share. */
export interface SenderContext {
  readonly unitOfWork: UnitOfWork;
  /** What asks the database goes through here: the senders together leave most connections to others. */
  readonly atDatabase: AtMost['run'];
  /** Endpoints that are far behind would keep the event loop busy for long, and a device that polls has to wait. */
  readonly turnstile: Turnstile;
  readonly seal: SealedBox;
  readonly source: MessageSource;
  readonly matcherOf: (webhook: Webhook) => Promise<Matcher>;
  /** The name of this installation. */
  readonly urn: () => Promise<string>;
  /** Of this gateway, in leases. */
  readonly owner: string;
  readonly times: WebhookTimes;
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
  readonly totals: WebhookTotals;
  readonly log: Logger;
}
