import { Module } from '@nestjs/common';
import { AccZoneModule } from '../../modules/accZone/acc-zone.module.js';
import { PersonModule } from '../../modules/person/person.module.js';
import { ZoneController } from './zone.controller.js';

@Module({ imports: [AccZoneModule, PersonModule], controllers: [ZoneController] })
export class AdminZoneModule {}
