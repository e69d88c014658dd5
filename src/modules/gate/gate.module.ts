import { Module } from '@nestjs/common';
import { DoorModule } from '../door/door.module.js';
import { GateActionsService } from './gate-actions.service.js';
import { GateStateService } from './gate-state.service.js';
import { GateService } from './gate.service.js';
import { PsgGateService } from './psg-gate.service.js';
import { PsgReaderService } from './psg-reader.service.js';

const services = [GateActionsService, GateService, GateStateService, PsgGateService, PsgReaderService];

@Module({ imports: [DoorModule], providers: services, exports: services })
export class GateModule {}
