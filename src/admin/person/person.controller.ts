import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { MembershipService } from '../../modules/accLevel/membership.service.js';
import { unseenLevels } from '../../modules/accLevel/unseen-levels.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure, taken, type Reason } from '../../platform/errors.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import { PersonListService } from '../../modules/person/person-list.service.js';
import { PersonService } from '../../modules/person/person.service.js';
import { ErasureService } from '../../modules/visitor/erasure.service.js';
import { Action, AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { namingFields } from '../common/invalid.js';
import type { CountedPage } from '../common/search-page.js';
import { Snapshot } from '../common/snapshot.js';
import {
  LeaveBody,
  LeaveView,
  PersonBody,
  PersonListQuery,
  PersonPatch,
  PersonRemoval,
  PersonView,
  toFacts,
} from './person.dto.js';
import { personPage, personViews } from './person-search.js';

/** The field that a refusal is about. A card that is taken is named by the service: it may be in either of two fields. */
const fields: Partial<Record<Reason, string>> = {
  pinInvalid: 'pin',
  departmentNotFound: 'deptCode',
  levelNotFound: 'accLevelIds',
  passwordTaken: 'personPwd',
};

@AdminResource('persons')
export class AdminPersonController {
  constructor(
    private readonly persons: PersonService,
    private readonly lists: PersonListService,
    private readonly erasure: ErasureService,
    private readonly membership: MembershipService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Persons by pin or in another order, also by a card or a department; who has left with `state=left`', {
    of: PersonView,
    as: 'page',
  })
  @Snapshot()
  list(@Query() query: PersonListQuery, @Req() { signedIn }: FastifyRequest): Promise<CountedPage<PersonView>> {
    return personPage(this.lists, this.unitOfWork.manager, query, signedIn);
  }

  @Create('', 'Make a person', { of: PersonView })
  create(
    @Body() body: PersonBody,
    @CurrentCaller() caller: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<PersonView> {
    const { pin, ...facts } = body;
    return this.audited.run(caller, async (tx) => {
      if (await this.persons.find(tx, pin)) throw taken('pin', pin, `there is a person ${pin} already`);
      return this.save(tx, pin, facts, signedIn);
    });
  }

  @Read(':pin', 'One person, also who has left', { of: PersonView })
  @Snapshot()
  get(@Param('pin') pin: string, @Req() { signedIn }: FastifyRequest): Promise<PersonView> {
    return this.view(this.unitOfWork.manager, pin, signedIn);
  }

  @Patch(':pin', 'Given values change; missing ones stay', { of: PersonView })
  patch(
    @Param('pin') pin: string,
    @Body() body: PersonPatch,
    @CurrentCaller() caller: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<PersonView> {
    return this.audited.run(caller, async (tx) => {
      await this.persons.get(tx, pin);
      return this.save(tx, pin, body, signedIn);
    });
  }

  @Action(':pin/leave', 'Leaves, today or on a day to come; cards and password are free then', { of: LeaveView })
  async leave(@Param('pin') pin: string, @Body() body: LeaveBody, @CurrentCaller() caller: Caller): Promise<LeaveView> {
    const { leaveDate = null, leaveType = null } = body;
    const day = await this.audited.run(caller, (tx) => this.persons.leave(tx, pin, leaveDate, leaveType));
    return { pin, leaveDate: day, leaveType };
  }

  @Action(':pin/reinstate', 'Reinstates a person who left, with the given changes', { of: PersonView })
  reinstate(
    @Param('pin') pin: string,
    @Body() body: PersonPatch,
    @CurrentCaller() caller: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<PersonView> {
    return this.audited.run(caller, (tx) => this.save(tx, pin, body, signedIn, 'reinstate'));
  }

  @Remove(
    ':pin',
    'Remove a person, with cards and levels; events and the audit log keep the name, or it is erased there: ' +
      '`history=erase` needs the permission erase of an operator, and the password again',
  )
  async remove(
    @Param('pin') pin: string,
    @Query() { history }: PersonRemoval,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.audited.run(caller, (tx) =>
      history === 'erase' ? this.erasure.eraseAnybody(tx, pin) : this.persons.remove(tx, pin),
    );
  }

  private async save(
    tx: EntityManager,
    pin: string,
    body: PersonPatch,
    who: SignedIn | null,
    how: 'save' | 'reinstate' = 'save',
  ): Promise<PersonView> {
    const { accLevelIds } = body;
    const levelIds = accLevelIds && (await this.membership.grantedBy(tx, pin, accLevelIds));
    await namingFields(fields, this.persons[how](tx, pin, toFacts(body)));
    if (levelIds) {
      const unseen = (await unseenLevels(tx, who?.bounds ?? null, [pin])).get(pin) ?? [];
      await namingFields(fields, this.membership.replace(tx, 'acc', pin, [...levelIds, ...unseen]));
    }
    return this.view(tx, pin, who);
  }

  private async view(tx: EntityManager, pin: string, who: SignedIn | null = null): Promise<PersonView> {
    const slice = { by: 'pin', isDescending: false, behind: null, limit: 1 } as const;
    const [person] = await this.lists.search(tx, { pins: [pin], state: 'any' }, slice);
    if (!person) throw new Failure('personNotFound', `there is no person ${pin}`);
    const [view] = await personViews(tx, [person], who);
    if (!view) throw new Error(`person ${pin} has no view`);
    return view;
  }
}
