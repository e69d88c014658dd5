import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { CONFIG } from '../../platform/tokens.js';
import { InstallationService } from '../envelope/installation.service.js';
import { Endpoint } from './endpoint.js';
import { testMessage } from './own-messages.js';
import type { Answer } from './webhook-client.js';
import { timesOf } from './webhook-times.js';
import { WebhookTotals } from './webhook-totals.js';
import { systemResolve } from './webhook-url.js';
import type { Webhook } from './webhook.entity.js';

/** Sends one message to an endpoint and tells what came of it, also while it is paused. */
@Injectable()
export class WebhookTrialService {
  constructor(
    private readonly seal: SealedBox,
    private readonly installation: InstallationService,
    private readonly totals: WebhookTotals,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async send(webhook: Webhook): Promise<Answer> {
    const { webhookAllowPrivate: allowPrivate, webhookTimeScale } = this.config;
    const shared = { seal: this.seal, totals: this.totals, allowPrivate, resolve: systemResolve };
    const endpoint = new Endpoint({ ...shared, times: timesOf(webhookTimeScale) }, webhook);
    try {
      const message = testMessage(webhook.id, webhook.position, new Date(), await this.installation.source());
      return await endpoint.send(message, null);
    } finally {
      endpoint.close();
    }
  }
}
