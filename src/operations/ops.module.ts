import { Module } from '@nestjs/common';
import { TransactionModule } from '../modules/transaction/transaction.module.js';
import { FeedModule } from '../outbound/feed/feed.module.js';
import { MqttModule } from '../outbound/mqtt/mqtt.module.js';
import { ReaderModule } from '../outbound/reader/reader.module.js';
import { OutboundStreamModule } from '../outbound/stream/outbound-stream.module.js';
import { WebhookModule } from '../outbound/webhook/webhook.module.js';
import { TlsCertificateService } from './tls-certificate.service.js';
import { BackupModule } from './backup/backup.module.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { HousekeepingService } from './housekeeping.service.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';
import { OutboundMetricsService } from './outbound-metrics.service.js';

@Module({
  imports: [BackupModule, FeedModule, MqttModule, OutboundStreamModule, ReaderModule, TransactionModule, WebhookModule],
  controllers: [HealthController, MetricsController],
  providers: [TlsCertificateService, HealthService, HousekeepingService, MetricsService, OutboundMetricsService],
})
export class OpsModule {}
