import { Module } from '@nestjs/common';
import { ConsumptionAccountService } from './consumption-account.service.js';
import { ConsumptionRecordService } from './consumption-record.service.js';
import { PosAccountController } from './pos-account.controller.js';
import { PosTransactionController } from './pos-transaction.controller.js';

const services = [ConsumptionAccountService, ConsumptionRecordService];

@Module({
  controllers: [PosAccountController, PosTransactionController],
  providers: services,
  exports: services,
})
export class ConsumptionModule {}
