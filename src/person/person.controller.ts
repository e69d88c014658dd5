import { MembershipService } from '../accLevel/membership.service.js';
import { Verbatim, successSaying } from '../api/envelope.js';
import { Read, Remove, Resource, Write } from '../api/endpoint.js';
import { NamesTemplate } from '../api/names-template.js';
import { Params } from '../api/params.js';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { Failure } from '../errors.js';
import { PinQuery } from './card.dto.js';
import type { PersonFacts } from './person-facts.js';
import { PersonListService } from './person-list.service.js';
import {
  factsOf,
  LeaveParams,
  PersonDeleteParams,
  personDto,
  PersonDto,
  PersonParams,
  PhotoParams,
} from './person.dto.js';
import { PersonService } from './person.service.js';

@Resource('person')
export class PersonController {
  constructor(
    private readonly persons: PersonService,
    private readonly people: PersonListService,
    private readonly memberships: MembershipService,
    private readonly calls: Calls,
  ) {}

  @Write('person/add', 'Add or edit a person', { section: '2.13.1', json: true })
  add(@Params() params: PersonParams, @By() caller: Caller): Promise<void> {
    return this.save(caller, params, 'save');
  }

  @Write('person/addPersonnelBasicInfo', 'Add or edit the basic facts of a person', { section: '2.13.7', json: true })
  addPersonnelBasicInfo(@Params() params: PersonParams, @By() caller: Caller): Promise<void> {
    return this.save(caller, params, 'save');
  }

  @Write('person/reinstated', 'Take back a person who left', { section: '2.13.10', json: true })
  reinstated(@Params() params: PersonParams, @By() caller: Caller): Promise<void> {
    return this.save(caller, params, 'reinstate');
  }

  @Read('person/get/:pin', 'Get a person', { section: '2.13.3', of: PersonDto, aliases: ['person/get'] })
  async get(@Params() { pin }: PinQuery): Promise<PersonDto> {
    const record = await this.people.record(pin);
    if (!record) throw new Failure('personNotFound', `The person ${pin} does not exist`);
    return personDto(record);
  }

  @Remove('person/delete/:pin', 'Delete a person', {
    section: '2.13.2',
    also: ['POST person/delete/:pin', 'POST person/delete', 'DELETE person/delete'],
  })
  async remove(
    @Params() { pin, pins = [] }: PersonDeleteParams,
    @NamesTemplate() namesTemplate: boolean,
    @By() caller: Caller,
  ): Promise<Verbatim | undefined> {
    // The later manual prints the call that deletes a template under this path; nobody may lose a person by it.
    if (namesTemplate) throw new Failure('templateNotFound', 'templateNo does not exist');
    const [first = '', ...more] = [...new Set([...(pin ? [pin] : []), ...pins])];
    if (more.length > 0) return this.removeAll(caller, [first, ...more]);
    await this.calls.run(caller, (tx) => this.persons.remove(tx, first));
    return undefined;
  }

  @Write('person/leave', 'A person leaves', { section: '2.13.6', json: true })
  leave(@Params() { pin, leaveDate, leaveType }: LeaveParams, @By() caller: Caller): Promise<void> {
    return this.calls.run(caller, (tx) => this.persons.leave(tx, pin, leaveDate ?? null, leaveType ?? null));
  }

  @Write('person/updatePersonnelPhoto', 'Set the photo of a person; nothing happens without one', {
    section: '2.13.8',
    json: true,
  })
  async updatePersonnelPhoto(@Params() { pin, personPhoto }: PhotoParams, @By() caller: Caller): Promise<void> {
    const facts = personPhoto ? await factsOf({ pin, personPhoto }) : {};
    await this.calls.run(caller, async (tx) => {
      await this.persons.get(tx, pin);
      if (personPhoto) await this.persons.save(tx, pin, facts);
    });
  }

  private async save(caller: Caller, params: PersonParams, how: 'save' | 'reinstate'): Promise<void> {
    const { pin, accLevelIds } = params;
    const facts: PersonFacts = await factsOf(params);
    await this.calls.run(caller, async (tx) => {
      await this.persons[how](tx, pin, facts);
      if (accLevelIds) await this.memberships.replace(tx, pin, accLevelIds);
    });
  }

  /** Each by itself: one who is not there does not keep the others. */
  private async removeAll(caller: Caller, pins: readonly string[]): Promise<Verbatim> {
    let failed = 0;
    for (const pin of pins) {
      try {
        await this.calls.run(caller, (tx) => this.persons.remove(tx, pin));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failed++;
      }
    }
    return successSaying(`Succeed: ${pins.length - failed}, Failed: ${failed}.`);
  }
}
