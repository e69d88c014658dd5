import { Module } from '@nestjs/common';
import { AccLevelModule } from '../../modules/accLevel/acc-level.module.js';
import { PersonModule } from '../../modules/person/person.module.js';
import * as level from './level.dto.js';
import { levelResource } from './level.resource.js';
import { PersonAccessController, PersonLevelController } from '../person/person-level.controller.js';

const controllers = [
  levelResource({
    path: 'access-levels',
    business: 'acc',
    body: level.AccessLevelBody,
    view: level.AccessLevelView,
    one: 'an access level',
    many: 'access levels',
  }),
  levelResource({
    path: 'elevator-levels',
    business: 'ele',
    body: level.ElevatorLevelBody,
    view: level.ElevatorLevelView,
    one: 'an elevator level',
    many: 'elevator levels',
  }),
  levelResource({
    path: 'gate-levels',
    business: 'psg',
    body: level.GateLevelBody,
    view: level.GateLevelView,
    one: 'a level of gates',
    many: 'levels of gates',
  }),
  levelResource({
    path: 'visitor-levels',
    business: 'vis',
    body: level.VisitorLevelBody,
    view: level.VisitorLevelView,
    one: 'a level of visitors',
    many: 'levels of visitors',
  }),
];

/** Levels of all businesses. */
@Module({
  imports: [AccLevelModule, PersonModule],
  controllers: [...controllers, PersonLevelController, PersonAccessController],
})
export class LevelModule {}
