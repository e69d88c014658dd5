import { Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { MembershipService } from '../../modules/accLevel/membership.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { keysInside } from '../../platform/operator/bounds.js';
import { PersonService } from '../../modules/person/person.service.js';
import type { Periods } from '../../modules/timeZone/time-zone.entity.js';
import { personWeeks } from '../../modules/accLevel/person-weeks.js';
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

class DoorWeekView {
  @Shown('Id of the door') doorId!: string;
  @Shown('Its name') name!: string;
  @Shown('Serial number of its device') sn!: string;
  @Shown('Levels of the person that lead there', { type: [String] }) levelIds!: readonly string[];
  @Shown('Their time zones', { type: [Number] }) timeZoneIds!: readonly number[];
  @Shown(
    'The hours that result, by day, as in a time zone; days not named are closed. The door’s own hours are in it',
    {
      type: Object,
    },
  )
  week!: Periods;
}

class PersonAccessView {
  @Shown('From then on, by the clock of each device; null = always', { nullable: true, type: String })
  accStartTime!: string | null;
  @Shown('Until then', { nullable: true, type: String }) accEndTime!: string | null;
  @Shown('No access, whatever the levels') isDisabled!: boolean;
  @Shown('The doors, by name', { type: [DoorWeekView] }) items!: DoorWeekView[];
}

class HeldLevelsView {
  @Shown('All of them', { type: [HeldLevelView] }) items!: HeldLevelView[];
}

/** What a person’s levels come to. */
@AdminResource('persons/:pin/access')
export class PersonAccessController {
  constructor(
    private readonly persons: PersonService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'At which doors a person may pass, and when in the week', { of: PersonAccessView })
  async list(@Param('pin') pin: string): Promise<PersonAccessView> {
    const tx = this.unitOfWork.manager;
    const { accStartTime, accEndTime, isDisabled } = await this.persons.known(tx, pin);
    return { accStartTime, accEndTime, isDisabled, items: await personWeeks(tx, pin) };
  }
}

@AdminResource('persons/:pin/levels')
export class PersonLevelController {
  constructor(
    private readonly persons: PersonService,
    private readonly memberships: MembershipService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Levels of a person, of whatever business', { of: HeldLevelsView })
  async list(@Param('pin') pin: string, @Req() { signedIn }: FastifyRequest): Promise<HeldLevelsView> {
    const tx = this.unitOfWork.manager;
    await this.persons.known(tx, pin);
    const held = await this.memberships.held(tx, pin);
    const ids = held.map(({ id }) => id);
    const seen = signedIn?.bounds ? await keysInside(tx, signedIn.bounds, 'level', ids) : new Set(ids);
    return { items: held.filter(({ id }) => seen.has(id)) };
  }
}
