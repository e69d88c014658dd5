import { Module } from '@nestjs/common';
import { AccLevelModule } from '../accLevel/acc-level.module.js';
import { CardController } from './card.controller.js';
import { PersonController } from './person.controller.js';
import { PersonListController } from './person-list.controller.js';
import { PersonModule } from './person.module.js';
import { PhotoController } from './photo.controller.js';

@Module({
  imports: [PersonModule, AccLevelModule],
  controllers: [CardController, PersonController, PersonListController, PhotoController],
})
export class PersonCallsModule {}
