import { Module } from '@nestjs/common';
import { ParkingModule } from '../../modules/parking/parking.module.js';
import { ParkingAreaController, ParkingChannelController } from './parking-place.controller.js';
import { ParkingPlateController } from './parking-plate.controller.js';
import { ParkingPaymentController } from './parking-payment.controller.js';
import { ParkingQuoteController } from './parking-quote.controller.js';
import { ParkingRecordController } from './parking-record.controller.js';
import { ParkingStayController } from './parking-stay.controller.js';
import { ParkingTariffController } from './parking-tariff.controller.js';

const billing = [ParkingTariffController, ParkingQuoteController, ParkingStayController, ParkingPaymentController];

@Module({
  imports: [ParkingModule],
  controllers: [
    ParkingAreaController,
    ParkingChannelController,
    ParkingPlateController,
    ParkingRecordController,
    ...billing,
  ],
})
export class AdminParkingModule {}
