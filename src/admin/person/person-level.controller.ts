import { Param } from '@nestjs/common';
import { MembershipService } from '../../modules/accLevel/membership.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PersonService } from '../../modules/person/person.service.js';
import { AdminResource, Read } from '../common/admin.js';
import { Shown } from '../common/fields.js';

class HeldLevelView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Whose level it is: access control, elevators, entrance control, visitors', {
    enum: ['acc', 'ele', 'psg', 'vis'],
  })
  business!: string;
  @Shown('The person has it in their own right') granted!: boolean;
  @Shown('The person has it by the department') inherited!: boolean;
}

class HeldLevelsView {
  @Shown('All of them', { type: [HeldLevelView] }) items!: HeldLevelView[];
}

@AdminResource('persons/:pin/levels')
export class PersonLevelController {
  constructor(
    private readonly persons: PersonService,
    private readonly memberships: MembershipService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Levels of a person, of whatever business', { of: HeldLevelsView })
  async list(@Param('pin') pin: string): Promise<HeldLevelsView> {
    const tx = this.unitOfWork.manager;
    await this.persons.known(tx, pin);
    return { items: await this.memberships.held(tx, pin) };
  }
}
