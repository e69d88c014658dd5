import { Module } from '@nestjs/common';
import { DepartmentModule } from '../department/department.module.js';
import { CardService } from './card.service.js';
import { HistoryErasureService } from './history-erasure.service.js';
import { IdentityCardService } from './identity-card.service.js';
import { PersonListService } from './person-list.service.js';
import { PersonService } from './person.service.js';
import { ReportedPersonService } from './reported-person.service.js';

/** The services. The controllers are in person-calls.module: they need levels, and levels need these services. */
@Module({
  imports: [DepartmentModule],
  providers: [
    CardService,
    HistoryErasureService,
    IdentityCardService,
    PersonListService,
    PersonService,
    ReportedPersonService,
  ],
  exports: [
    CardService,
    HistoryErasureService,
    IdentityCardService,
    PersonListService,
    PersonService,
    ReportedPersonService,
  ],
})
export class PersonModule {}
