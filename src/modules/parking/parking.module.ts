import { Module } from '@nestjs/common';
import { ParkAuthorizeController } from './park-authorize.controller.js';
import { ParkCostController } from './park-cost.controller.js';
import { ParkTransactionController } from './park-transaction.controller.js';
import { ParkingListService } from './parking-list.service.js';
import { ParkingPlaceService } from './parking-place.service.js';
import { ParkingRecordService } from './parking-record.service.js';
import { StayBillService } from './stay/stay-bill.service.js';
import { StayCostService } from './stay/stay-cost.service.js';
import { StayDiscountService } from './stay/stay-discount.service.js';
import { StayListService } from './stay/stay-list.service.js';
import { ParkingStayService } from './stay/stay.service.js';
import { ParkingTariffService } from './tariff/tariff.service.js';

const billing = [
  ParkingTariffService,
  StayCostService,
  ParkingStayService,
  StayBillService,
  StayDiscountService,
  StayListService,
];

@Module({
  controllers: [ParkAuthorizeController, ParkCostController, ParkTransactionController],
  providers: [ParkingListService, ParkingPlaceService, ParkingRecordService, ...billing],
  exports: [ParkingListService, ParkingPlaceService, ParkingRecordService, ...billing],
})
export class ParkingModule {}
