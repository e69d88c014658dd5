import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { TokenService } from '../../platform/auth/token.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { Operator, OperatorSession } from '../../platform/operator/operator.entity.js';
import { OperatorService } from '../../platform/operator/operator.service.js';
import { permissionsOf, roles } from '../../platform/operator/permissions.js';
import { AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import {
  NewOperatorView,
  OperatorBody,
  OperatorPatch,
  OperatorSessionsView,
  OperatorView,
  RolesView,
  toOperatorView,
} from './operator.dto.js';

const listed: Listed<Operator> = { entity: Operator, by: 'id', texts: ['name', 'role'], others: ['createdAt'] };

/** Who may sign in to the console. */
@AdminResource('operators')
export class OperatorController {
  constructor(
    private readonly operators: OperatorService,
    private readonly tokens: TokenService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Operators', { of: OperatorView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<OperatorView>> {
    return searchPage(this.unitOfWork.manager, listed, query, toOperatorView);
  }

  @Create('', 'Add an operator', { of: NewOperatorView })
  create(@Body() body: OperatorBody, @CurrentCaller() caller: Caller): Promise<NewOperatorView> {
    const { areaCodes = null, departmentCodes = null, disabled = false, ...others } = body;
    return this.changing(caller, async (tx) => {
      const made = await this.operators.create(tx, { ...others, areaCodes, departmentCodes, disabled });
      return Object.assign(toOperatorView(made.operator), { password: made.password });
    });
  }

  @Read(':id', 'One operator', { of: OperatorView })
  async get(@Param('id') id: string): Promise<OperatorView> {
    return toOperatorView(await this.one(id));
  }

  @Patch(':id', 'Change an operator; sessions end with another role, other bounds, another password, a lock', {
    of: OperatorView,
  })
  async patch(
    @Param('id') id: string,
    @Body() body: OperatorPatch,
    @Req() { signedIn }: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<OperatorView> {
    const by = signedIn?.operatorId ?? '';
    return toOperatorView(await this.changing(caller, (tx) => this.operators.patch(tx, id, body, by)));
  }

  @Remove(':id', 'Remove an operator; its sessions end')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.changing(caller, (tx) => this.operators.remove(tx, id));
  }

  @Read(':id/sessions', 'Where an operator is signed in', { of: OperatorSessionsView })
  async sessions(@Param('id') id: string): Promise<OperatorSessionsView> {
    await this.one(id);
    const sessions = await this.unitOfWork.manager.find(OperatorSession, {
      where: { operatorId: id },
      order: { since: 'DESC' },
    });
    const items = sessions.map(({ id: session, address, agent, since, seenAt }) => ({
      ...{ id: session, address, agent },
      ...{ since: since.toISOString(), seenAt: seenAt.toISOString() },
    }));
    return { items };
  }

  @Remove(':id/sessions', 'End all sessions of an operator')
  async endSessions(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.one(id);
    await this.changing(caller, (tx) => tx.delete(OperatorSession, { operatorId: id }));
  }

  /** @throws Failure forbidden */
  private changing<T>(caller: Caller, change: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.audited.run(caller, async (tx) => {
      await this.tokens.refuseOperators(tx, caller.tokenId);
      return change(tx);
    });
  }

  private async one(id: string): Promise<Operator> {
    const operator = await this.unitOfWork.manager.findOneBy(Operator, { id });
    if (!operator) throw new Failure('notFound', `there is no operator ${id}`);
    return operator;
  }
}

/** What each role may do. */
@AdminResource('roles')
export class RoleController {
  @Read('', 'Roles and their permissions', { of: RolesView })
  list(): RolesView {
    return { items: roles.map((role) => ({ role, permissions: permissionsOf(role) })) };
  }
}
