import { Body, Param, Query } from '@nestjs/common';
import { ApiToken } from '../auth/api-token.entity.js';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { TokenService } from '../auth/token.service.js';
import { Work } from '../db/work.js';
import { Failure } from '../errors.js';
import { ApiTokenBody, ApiTokenView, NewTokenView, toApiTokenView } from './api-token.dto.js';
import { AdminResource, Make, Read, Remove } from './kit/admin.js';
import { invalidField } from './kit/invalid.js';
import { ListQuery, listPage, type Page } from './kit/page.js';

function instantOf(text: string | null | undefined): Date | null {
  if (text === null || text === undefined) return null;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw invalidField('expiresAt', 'is no instant of the calendar');
  return at;
}

@AdminResource('api-tokens')
export class ApiTokenController {
  constructor(
    private readonly tokens: TokenService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Tokens, without the tokens themselves', { of: ApiTokenView, as: 'page' })
  list(@Query() query: ListQuery): Promise<Page<ApiTokenView>> {
    return listPage(this.work.manager, ApiToken, 'id', query, toApiTokenView);
  }

  @Make('', 'Make a token', { of: NewTokenView })
  create(@Body() body: ApiTokenBody, @By() caller: Caller): Promise<NewTokenView> {
    const { name, scopes = [], allowedCidrs = [], expiresAt } = body;
    const facts = { name, scopes, allowedCidrs, expiresAt: instantOf(expiresAt) };
    return this.calls.run(caller, (tx) => this.tokens.create(tx, facts));
  }

  @Read(':id', 'One token', { of: ApiTokenView })
  async get(@Param('id') id: string): Promise<ApiTokenView> {
    const token = await this.work.manager.findOneBy(ApiToken, { id });
    if (!token) throw new Failure('notFound', `there is no token ${id}`);
    return toApiTokenView(token);
  }

  @Remove(':id', 'Revoke a token')
  async remove(@Param('id') id: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.tokens.revoke(tx, id));
  }
}
