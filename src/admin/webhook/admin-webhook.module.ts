import { Module } from '@nestjs/common';
import { WebhookModule } from '../../outbound/webhook/webhook.module.js';
import { WebhookController } from './webhook.controller.js';
import { WebhookDeliveryController } from './webhook-delivery.controller.js';

@Module({ imports: [WebhookModule], controllers: [WebhookController, WebhookDeliveryController] })
export class AdminWebhookModule {}
