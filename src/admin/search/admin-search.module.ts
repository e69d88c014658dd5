import { Module } from '@nestjs/common';
import { PersonModule } from '../../modules/person/person.module.js';
import { SearchController } from './search.controller.js';
import { SearchService } from './search.service.js';

@Module({ imports: [PersonModule], controllers: [SearchController], providers: [SearchService] })
export class AdminSearchModule {}
