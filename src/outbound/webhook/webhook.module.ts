import { Module } from '@nestjs/common';
import { EnvelopeModule } from '../envelope/envelope.module.js';
import { FeedModule } from '../feed/feed.module.js';
import { DeliveryService } from './delivery.service.js';
import { VideoPushController } from './video-push.controller.js';
import { WebhookMatcherService } from './webhook-matcher.service.js';
import { WebhookSenderService } from './webhook-sender.service.js';
import { WebhookTotals } from './webhook-totals.js';
import { WebhookTrialService } from './webhook-trial.service.js';
import { WebhookService } from './webhook.service.js';

/** Messages that are sent to the endpoints of others. */
@Module({
  imports: [EnvelopeModule, FeedModule],
  controllers: [VideoPushController],
  providers: [
    DeliveryService,
    WebhookMatcherService,
    WebhookSenderService,
    WebhookService,
    WebhookTotals,
    WebhookTrialService,
  ],
  exports: [DeliveryService, WebhookService, WebhookTotals, WebhookTrialService],
})
export class WebhookModule {}
