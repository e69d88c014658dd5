import { Module } from '@nestjs/common';
import { ParkAuthorizeController } from './park-authorize.controller.js';
import { ParkTransactionController } from './park-transaction.controller.js';
import { ParkingListService } from './parking-list.service.js';
import { ParkingPlaceService } from './parking-place.service.js';
import { ParkingRecordService } from './parking-record.service.js';

@Module({
  controllers: [ParkAuthorizeController, ParkTransactionController],
  providers: [ParkingListService, ParkingPlaceService, ParkingRecordService],
  exports: [ParkingListService, ParkingPlaceService, ParkingRecordService],
})
export class ParkingModule {}
