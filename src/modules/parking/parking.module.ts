import { Module } from '@nestjs/common';
import { BarrierModule } from '../../outbound/barrier/barrier.module.js';
import { CommandModule } from '../../core/command/command.module.js';
import { DoorModule } from '../door/door.module.js';
import { PersonModule } from '../person/person.module.js';
import { BarrierService } from './barrier.service.js';
import { FixedVehicleService } from './fixed-vehicle.service.js';
import { GateService } from './gate.service.js';
import { ParkAuthorizeController } from './park-authorize.controller.js';
import { ParkBaseController } from './park-base.controller.js';
import { ParkCostController } from './park-cost.controller.js';
import { ParkPlateController } from './park-plate.controller.js';
import { ParkTransactionController } from './park-transaction.controller.js';
import { ParkingListService } from './parking-list.service.js';
import { ParkingPlaceService } from './parking-place.service.js';
import { ParkingRecordService } from './parking-record.service.js';
import { ParkingSiteService } from './parking-site.service.js';
import { PersonPlateService } from './person-plate.service.js';
import { CardReadService } from './read/card-read.service.js';
import { PassageService } from './read/passage.service.js';
import { PlateReadService } from './read/plate-read.service.js';
import { ReadOutcomeService } from './read/read-outcome.service.js';
import { WaitingCarService } from './read/waiting-car.service.js';
import { StayBillService } from './stay/stay-bill.service.js';
import { StayCostService } from './stay/stay-cost.service.js';
import { StayDiscountService } from './stay/stay-discount.service.js';
import { StayListService } from './stay/stay-list.service.js';
import { ParkingStayService } from './stay/stay.service.js';
import { ParkingTariffService } from './tariff/tariff.service.js';

const services = [
  BarrierService,
  FixedVehicleService,
  GateService,
  ParkingListService,
  ParkingPlaceService,
  ParkingRecordService,
  ParkingSiteService,
  PassageService,
  PersonPlateService,
  PlateReadService,
];

const billing = [
  ParkingTariffService,
  StayCostService,
  ParkingStayService,
  StayBillService,
  StayDiscountService,
  StayListService,
  WaitingCarService,
];

@Module({
  imports: [BarrierModule, CommandModule, DoorModule, PersonModule],
  controllers: [
    ParkAuthorizeController,
    ParkBaseController,
    ParkCostController,
    ParkPlateController,
    ParkTransactionController,
  ],
  providers: [...services, ...billing, CardReadService, ReadOutcomeService],
  exports: [...services, ...billing],
})
export class ParkingModule {}
