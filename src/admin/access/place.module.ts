import { Module } from '@nestjs/common';
import { DoorModule } from '../../modules/door/door.module.js';
import { ElevatorModule } from '../../modules/elevator/elevator.module.js';
import { GateModule } from '../../modules/gate/gate.module.js';
import { DirectFloorController } from './direct-floor.controller.js';
import { AdminFloorController } from './floor.controller.js';
import { GateController } from './gate.controller.js';

/** Floors of elevators and gates of entrance control. */
@Module({
  imports: [DoorModule, ElevatorModule, GateModule],
  controllers: [AdminFloorController, DirectFloorController, GateController],
})
export class PlaceModule {}
