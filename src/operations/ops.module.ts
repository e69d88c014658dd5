import { Module } from '@nestjs/common';
import { CommandModule } from '../core/command/command.module.js';
import { IntrusionLinkModule } from '../devices/intrusion/intrusion-link.module.js';
import { LinkModule } from '../devices/link.module.js';
import { TransactionModule } from '../modules/transaction/transaction.module.js';
import { VisitorModule } from '../modules/visitor/visitor.module.js';
import { EnvelopeModule } from '../outbound/envelope/envelope.module.js';
import { FeedModule } from '../outbound/feed/feed.module.js';
import { MqttModule } from '../outbound/mqtt/mqtt.module.js';
import { ReaderModule } from '../outbound/reader/reader.module.js';
import { OutboundStreamModule } from '../outbound/stream/outbound-stream.module.js';
import { EventSnapshotModule } from '../outbound/snapshot/event-snapshot.module.js';
import { WebhookModule } from '../outbound/webhook/webhook.module.js';
import { TlsCertificateService } from './tls-certificate.service.js';
import { DatabaseMetricsService } from './database-metrics.service.js';
import { ErasureMemoryService } from './erasure-memory.service.js';
import { GatewayRegistryService } from './gateway-registry.service.js';
import { BackupModule } from './backup/backup.module.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { HousekeepingService } from './housekeeping.service.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';
import { OutboundMetricsService } from './outbound-metrics.service.js';
import { RetentionService } from './retention/retention.service.js';

@Module({
  imports: [
    BackupModule,
    CommandModule,
    FeedModule,
    IntrusionLinkModule,
    LinkModule,
    EnvelopeModule,
    EventSnapshotModule,
    MqttModule,
    OutboundStreamModule,
    ReaderModule,
    TransactionModule,
    VisitorModule,
    WebhookModule,
  ],
  controllers: [HealthController, MetricsController],
  providers: [
    DatabaseMetricsService,
    TlsCertificateService,
    ErasureMemoryService,
    GatewayRegistryService,
    HealthService,
    HousekeepingService,
    MetricsService,
    OutboundMetricsService,
    RetentionService,
  ],
})
export class OpsModule {}
