import { Module } from '@nestjs/common';
import { DoorTransactionController } from './door-transaction.controller.js';
import { MonitorController } from './monitor.controller.js';
import { MonitorService } from './monitor.service.js';
import { TransactionListService } from './transaction-list.service.js';
import { TransactionController } from './transaction.controller.js';

/** The read side of events. */
@Module({
  controllers: [DoorTransactionController, MonitorController, TransactionController],
  providers: [MonitorService, TransactionListService],
})
export class TransactionCallsModule {}
