import { Body, Param, Query } from '@nestjs/common';
import { ApiToken } from '../../platform/auth/api-token.entity.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { TokenService, type NewToken } from '../../platform/auth/token.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure, type FieldFault } from '../../platform/errors.js';
import {
  ApiTokenBody,
  ApiTokenPatch,
  ApiTokenView,
  ImportedTokensView,
  ImportedTokenView,
  ImportTokensBody,
  NewTokenView,
  toApiTokenView,
} from './api-token.dto.js';
import { Action, AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';

function instantOf(text: string | null | undefined): Date | null | undefined {
  if (text === null || text === undefined) return text;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw invalidField('expiresAt', 'is no instant of the calendar');
  return at;
}

const factsOf = ({ name, token, scopes, allowedCidrs, expiresAt, compatibility }: ApiTokenBody): NewToken => ({
  name,
  token,
  scopes,
  allowedCidrs,
  expiresAt: instantOf(expiresAt),
  compatibility,
});

/** If one of several items is refused, the refusal says which one, also in the names of its fields. */
async function namingItem<T>(place: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const faults = error.data?.errors as readonly FieldFault[] | undefined;
    const errors = faults?.map((fault) => ({
      ...fault,
      field: `${place}.${fault.field}`,
      message: `${place}.${fault.message}`,
    }));
    throw new Failure(error.reason, `${place}: ${error.message}`, errors ? { ...error.data, errors } : error.data);
  }
}

const listed: Listed<ApiToken> = {
  entity: ApiToken,
  by: 'id',
  texts: ['name'],
  others: ['createdAt', 'expiresAt', 'lastUsedAt'],
};

@AdminResource('api-tokens')
export class ApiTokenController {
  constructor(
    private readonly tokens: TokenService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Tokens, without the tokens themselves', { of: ApiTokenView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<ApiTokenView>> {
    return searchPage(this.unitOfWork.manager, listed, query, toApiTokenView);
  }

  @Create('', 'Make a token', { of: NewTokenView })
  create(@Body() body: ApiTokenBody, @CurrentCaller() caller: Caller): Promise<NewTokenView> {
    const facts = factsOf(body);
    return this.audited.run(caller, (tx) => this.tokens.create(tx, facts, caller.tokenId));
  }

  @Action('import', 'Bring tokens along with their own values: all of them, or none where one is refused', {
    of: ImportedTokensView,
  })
  async import(@Body() { tokens }: ImportTokensBody, @CurrentCaller() caller: Caller): Promise<ImportedTokensView> {
    return this.audited.run(
      caller,
      async (tx) => {
        const items: ImportedTokenView[] = [];
        for (const [place, one] of tokens.entries()) {
          const { id } = await namingItem(`tokens.${place}`, () =>
            this.tokens.create(tx, factsOf(one), caller.tokenId),
          );
          items.push({ id, name: one.name });
        }
        return { items };
      },
      ({ items }) => ({ imported: items }),
    );
  }

  @Read(':id', 'One token', { of: ApiTokenView })
  async get(@Param('id') id: string): Promise<ApiTokenView> {
    const token = await this.unitOfWork.manager.findOneBy(ApiToken, { id });
    if (!token) throw new Failure('notFound', `there is no token ${id}`);
    return toApiTokenView(token);
  }

  @Patch(':id', 'Change what a token is called, when it ends and how the facade answers its client', {
    of: ApiTokenView,
  })
  async patch(
    @Param('id') id: string,
    @Body() { expiresAt, ...others }: ApiTokenPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ApiTokenView> {
    const change = { ...others, expiresAt: instantOf(expiresAt) };
    return toApiTokenView(await this.audited.run(caller, (tx) => this.tokens.patch(tx, id, change, caller.tokenId)));
  }

  @Remove(':id', 'Revoke a token')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.tokens.revoke(tx, id, caller.tokenId));
  }
}
