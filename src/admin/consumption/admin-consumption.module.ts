import { Module } from '@nestjs/common';
import { ConsumptionModule } from '../../modules/consumption/consumption.module.js';
import { ConsumptionAccountController } from './consumption-account.controller.js';
import { ConsumptionIntakeService } from './consumption-intake.service.js';
import { ConsumptionRecordController } from './consumption-record.controller.js';
import { ConsumptionSourceController } from './consumption-source.controller.js';
import { ConsumptionSourceService } from './consumption-source.service.js';
import { IncomingConsumptionController } from './incoming-consumption.controller.js';

@Module({
  imports: [ConsumptionModule],
  controllers: [
    ConsumptionAccountController,
    ConsumptionRecordController,
    ConsumptionSourceController,
    IncomingConsumptionController,
  ],
  providers: [ConsumptionIntakeService, ConsumptionSourceService],
})
export class AdminConsumptionModule {}
