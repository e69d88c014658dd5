import { Module } from '@nestjs/common';
import { AlarmModule } from '../alarm/alarm.module.js';
import { AreaModule } from '../area/area.module.js';
import { AuxPointFoldService } from './aux-point-fold.service.js';
import { IasController } from './ias.controller.js';
import { IntrusionEventService } from './intrusion-event.service.js';
import { IntrusionIntakeService } from './intrusion-intake.service.js';
import { IntrusionLayoutService } from './intrusion-layout.service.js';
import { IntrusionListService } from './intrusion-list.service.js';
import { IntrusionPanelService } from './intrusion-panel.service.js';
import { IntrusionStrangerService } from './intrusion-stranger.service.js';
import { IntrusionWatchService } from './intrusion-watch.service.js';

const services = [
  AuxPointFoldService,
  IntrusionEventService,
  IntrusionIntakeService,
  IntrusionLayoutService,
  IntrusionListService,
  IntrusionPanelService,
  IntrusionStrangerService,
  IntrusionWatchService,
];

@Module({
  imports: [AlarmModule, AreaModule],
  controllers: [IasController],
  providers: services,
  exports: services,
})
export class IntrusionModule {}
