import { Module } from '@nestjs/common';
import { BarrierModule } from '../../outbound/barrier/barrier.module.js';
import { DoorModule } from '../../modules/door/door.module.js';
import { ParkingModule } from '../../modules/parking/parking.module.js';
import { FixedVehicleController } from './fixed-vehicle.controller.js';
import { ParkingChannelController } from './parking-channel.controller.js';
import { ParkingAreaController } from './parking-place.controller.js';
import { ParkingPlateController } from './parking-plate.controller.js';
import { ParkingPaymentController } from './parking-payment.controller.js';
import { ParkingQuoteController } from './parking-quote.controller.js';
import { ParkingRecordController } from './parking-record.controller.js';
import {
  ParkingCarTypeController,
  ParkingDiscountController,
  ParkingEntranceController,
  ParkingSpaceController,
} from './parking-site.controller.js';
import { PersonPlateController } from './person-plate.controller.js';
import { PlateSeenController } from './plate-seen.controller.js';
import { ParkingStayController } from './parking-stay.controller.js';
import { ParkingTariffController } from './parking-tariff.controller.js';

const billing = [ParkingTariffController, ParkingQuoteController, ParkingStayController, ParkingPaymentController];

@Module({
  imports: [BarrierModule, DoorModule, ParkingModule],
  controllers: [
    FixedVehicleController,
    ParkingAreaController,
    ParkingCarTypeController,
    ParkingChannelController,
    ParkingDiscountController,
    ParkingEntranceController,
    ParkingPlateController,
    ParkingRecordController,
    ParkingSpaceController,
    PersonPlateController,
    PlateSeenController,
    ...billing,
  ],
})
export class AdminParkingModule {}
