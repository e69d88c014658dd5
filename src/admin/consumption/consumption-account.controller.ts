import { Body, Param, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ConsumptionAccountService } from '../../modules/consumption/consumption-account.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { streamed } from '../../platform/http/body-parser.js';
import { csvOf } from '../import/csv-body.js';
import { Action, AdminResource, Create, Read, Remove, Replace } from '../common/admin.js';
import { namingFields } from '../common/invalid.js';
import { searchRows, SearchQuery, type CountedPage } from '../common/search-page.js';
import {
  AccountBody,
  accountFacts,
  AccountPutBody,
  AccountsBody,
  AccountView,
  toAccountView,
} from './consumption-account.dto.js';
import { ConsumptionIntakeService } from './consumption-intake.service.js';
import { readTable } from './table-of.js';
import { TakenItemsView, toTakenItems } from './taken-items.js';

const fields = { personNotFound: 'pin' } as const;

/** Accounts of people at the tills. */
@AdminResource('consumption/accounts')
export class ConsumptionAccountController {
  constructor(
    private readonly accounts: ConsumptionAccountService,
    private readonly intake: ConsumptionIntakeService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Consumption accounts, by pin', { of: AccountView, as: 'page' })
  list(@Query() query: SearchQuery, @Req() { signedIn }: FastifyRequest): Promise<CountedPage<AccountView>> {
    const within = signedIn?.bounds?.departments ?? null;
    return searchRows(
      query,
      'pin',
      (search) => this.accounts.search(this.unitOfWork.manager, search, within),
      toAccountView,
    );
  }

  @Create('', 'Open the account of a person; the same again changes what it says', { of: AccountView })
  async create(@Body() body: AccountBody, @CurrentCaller() caller: Caller): Promise<AccountView> {
    return this.put(body, caller);
  }

  @Action('batch', 'Open or change many accounts; one that is refused does not stop the others', { of: TakenItemsView })
  async batch(@Body() { items }: AccountsBody, @CurrentCaller() caller: Caller): Promise<TakenItemsView> {
    const placed = items.map((item, at) => ({ at, facts: accountFacts(item) }));
    return toTakenItems(await this.intake.putAccounts(caller, placed));
  }

  @Action('import', 'Open or change accounts from CSV whose headings are the names of the fields', {
    of: TakenItemsView,
  })
  @RouteConfig(streamed)
  @ApiConsumes('text/csv', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', example: 'pin,accountNo,moneyWallet,allowanceWallet\n1815,A1815,2550,500\n' } })
  async import(@Req() request: FastifyRequest, @CurrentCaller() caller: Caller): Promise<TakenItemsView> {
    const { items, refused, ignoredColumns } = await readTable(await csvOf(request), AccountBody, 'pin');
    const placed = items.map(({ at, body }) => ({ at, facts: accountFacts(body) }));
    return toTakenItems(await this.intake.putAccounts(caller, placed), refused, ignoredColumns);
  }

  @Read(':pin', 'The account of a person', { of: AccountView })
  async get(@Param('pin') pin: string): Promise<AccountView> {
    return toAccountView(await this.accounts.get(this.unitOfWork.manager, pin));
  }

  @Replace(':pin', 'Open the account of a person, or change what is said', { of: AccountView })
  async replace(
    @Param('pin') pin: string,
    @Body() body: AccountPutBody,
    @CurrentCaller() caller: Caller,
  ): Promise<AccountView> {
    return this.put(Object.assign(new AccountBody(), body, { pin }), caller);
  }

  @Remove(':pin', 'Close an account; its records stay')
  async remove(@Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.accounts.remove(tx, pin));
  }

  private put(body: AccountBody, caller: Caller): Promise<AccountView> {
    const put = this.audited.run(caller, async (tx) => {
      await this.accounts.put(tx, accountFacts(body));
      return this.accounts.get(tx, body.pin);
    });
    return namingFields(fields, put.then(toAccountView));
  }
}
