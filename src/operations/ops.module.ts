import { Module } from '@nestjs/common';
import { TransactionModule } from '../modules/transaction/transaction.module.js';
import { WebhookModule } from '../outbound/webhook/webhook.module.js';
import { TlsCertificateService } from './tls-certificate.service.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { HousekeepingService } from './housekeeping.service.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';

@Module({
  imports: [TransactionModule, WebhookModule],
  controllers: [HealthController, MetricsController],
  providers: [TlsCertificateService, HealthService, HousekeepingService, MetricsService],
})
export class OpsModule {}
