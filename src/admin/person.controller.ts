import { Body, Param, Query } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MembershipService } from '../accLevel/membership.service.js';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { Work } from '../db/work.js';
import { Failure, type Reason } from '../errors.js';
import { PersonListService } from '../person/person-list.service.js';
import { PersonService } from '../person/person.service.js';
import { AdminResource, Change, Make, Read, Remove } from './kit/admin.js';
import { namingFields } from './kit/invalid.js';
import { cursorKey, ListQuery, pageOf, usualLimit, type Page } from './kit/page.js';
import { PersonBody, PersonPatch, PersonView, toFacts, toPersonView } from './person.dto.js';

/** Which field a refusal is about; of a card that may stand in either of two fields it is not said. */
const fieldsOf = ({ cardNo, supplyCards }: PersonPatch): Partial<Record<Reason, string>> => ({
  pinInvalid: 'pin',
  departmentNotFound: 'deptCode',
  levelNotFound: 'accLevelIds',
  passwordTaken: 'personPwd',
  ...(cardNo && supplyCards?.length ? {} : { cardTaken: cardNo ? 'cardNo' : 'supplyCards' }),
});

@AdminResource('persons')
export class AdminPersonController {
  constructor(
    private readonly persons: PersonService,
    private readonly lists: PersonListService,
    private readonly membership: MembershipService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Persons by pin; who has left is not among them', { of: PersonView, as: 'page' })
  async list(@Query() { limit = usualLimit, cursor }: ListQuery): Promise<Page<PersonView>> {
    const tx = this.work.manager;
    const after = String(cursorKey(cursor) ?? '');
    const rows: { pin: string }[] = await tx.query('SELECT pin FROM person WHERE pin > $1 ORDER BY pin LIMIT $2', [
      after,
      limit + 1,
    ]);
    const page = pageOf(
      rows,
      limit,
      ({ pin }) => pin,
      ({ pin }) => pin,
    );
    const found = page.items.length ? await this.lists.list(tx, { pins: page.items }, { offset: 0, limit }) : [];
    const items = page.items.flatMap((pin) => found.find((person) => person.pin === pin) ?? []);
    return { items: items.map(toPersonView), nextCursor: page.nextCursor };
  }

  @Make('', 'Make a person', { of: PersonView })
  create(@Body() body: PersonBody, @By() caller: Caller): Promise<PersonView> {
    const { pin, ...facts } = body;
    return this.calls.run(caller, async (tx) => {
      if (await this.persons.find(tx, pin)) throw new Failure('conflict', `there is a person ${pin} already`);
      return this.save(tx, pin, facts);
    });
  }

  @Read(':pin', 'One person', { of: PersonView })
  async get(@Param('pin') pin: string): Promise<PersonView> {
    return this.view(this.work.manager, pin);
  }

  @Change(':pin', 'What is said changes; what is left out stays', { of: PersonView })
  patch(@Param('pin') pin: string, @Body() body: PersonPatch, @By() caller: Caller): Promise<PersonView> {
    return this.calls.run(caller, async (tx) => {
      await this.persons.get(tx, pin);
      return this.save(tx, pin, body);
    });
  }

  @Remove(':pin', 'Remove a person, with cards and levels; events stay')
  async remove(@Param('pin') pin: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.persons.remove(tx, pin));
  }

  private async save(tx: EntityManager, pin: string, body: PersonPatch): Promise<PersonView> {
    await namingFields(fieldsOf(body), this.persons.save(tx, pin, toFacts(body)));
    if (body.accLevelIds) await namingFields(fieldsOf(body), this.membership.replace(tx, pin, body.accLevelIds));
    return this.view(tx, pin);
  }

  private async view(tx: EntityManager, pin: string): Promise<PersonView> {
    const [person] = await this.lists.list(tx, { pins: [pin] }, { offset: 0, limit: 1 });
    if (!person) throw new Failure('personNotFound', `there is no person ${pin}`);
    return toPersonView(person);
  }
}
