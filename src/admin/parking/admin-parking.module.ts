import { Module } from '@nestjs/common';
import { ParkingModule } from '../../modules/parking/parking.module.js';
import { ParkingAreaController, ParkingChannelController } from './parking-place.controller.js';
import { ParkingPlateController } from './parking-plate.controller.js';
import { ParkingRecordController } from './parking-record.controller.js';

@Module({
  imports: [ParkingModule],
  controllers: [ParkingAreaController, ParkingChannelController, ParkingPlateController, ParkingRecordController],
})
export class AdminParkingModule {}
