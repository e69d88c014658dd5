import { Module } from '@nestjs/common';
import { DepartmentModule } from '../department/department.module.js';
import { CardSetService } from './card-set.service.js';
import { CardService } from './card.service.js';
import { HistoryErasureService } from './history-erasure.service.js';
import { IdentityCardService } from './identity-card.service.js';
import { PersonListService } from './person-list.service.js';
import { PersonSetService } from './person-set.service.js';
import { PersonService } from './person.service.js';
import { ReportedPersonService } from './reported-person.service.js';
import { ThumbnailService } from './thumbnail.service.js';

/** The services. The controllers are in person-calls.module: they need levels, and levels need these services. */
@Module({
  imports: [DepartmentModule],
  providers: [
    CardService,
    CardSetService,
    HistoryErasureService,
    IdentityCardService,
    PersonListService,
    PersonService,
    PersonSetService,
    ReportedPersonService,
    ThumbnailService,
  ],
  exports: [
    CardService,
    HistoryErasureService,
    IdentityCardService,
    PersonListService,
    PersonService,
    PersonSetService,
    ReportedPersonService,
    ThumbnailService,
  ],
})
export class PersonModule {}
