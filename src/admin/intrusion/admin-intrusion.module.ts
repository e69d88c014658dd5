import { Module } from '@nestjs/common';
import { IntrusionModule } from '../../modules/intrusion/intrusion.module.js';
import { IntrusionEventController, IntrusionStrangerController } from './intrusion-event.controller.js';
import { IntrusionPartitionController, IntrusionPointController } from './intrusion-layout.controller.js';
import { IntrusionPanelController } from './intrusion-panel.controller.js';

@Module({
  imports: [IntrusionModule],
  controllers: [
    IntrusionEventController,
    IntrusionPanelController,
    IntrusionPartitionController,
    IntrusionPointController,
    IntrusionStrangerController,
  ],
})
export class AdminIntrusionModule {}
