import { Module } from '@nestjs/common';
import { TransactionModule } from '../../modules/transaction/transaction.module.js';
import { EnvelopeService } from './envelope.service.js';
import { InstallationService } from './installation.service.js';
import { MessageFilterService } from './message-filter.js';

const services = [EnvelopeService, InstallationService, MessageFilterService];

/** What goes out: the same messages for all readers of the feed. */
@Module({ imports: [TransactionModule], providers: services, exports: services })
export class EnvelopeModule {}
