import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Create, Read, Remove } from '../common/admin.js';
import { OwnId, Shown, Text } from '../common/fields.js';
import { searchRows, SearchQuery, type CountedPage } from '../common/search-page.js';
import { ConsumptionSourceService, type Source } from './consumption-source.service.js';

export class ConsumptionSourceBody {
  @OwnId() id?: string;
  @Text('Its name', { min: 1, max: 100 }) name!: string;
  @Text('A secret of your own, 24 to 64 bytes in base64; left out = made for you', { optional: true, max: 200 })
  secret?: string;
}

export class ConsumptionSourceView {
  @Shown('Id') id!: string;
  @Shown('Its name') name!: string;
  @Shown('Where it delivers: this path of the gateway') path!: string;
  @Shown('When it was made') createdAt!: Date;
  @Shown('When it delivered last; null = never', { nullable: true, type: String, format: 'date-time' })
  lastAt!: Date | null;
}

export class NewConsumptionSourceView extends ConsumptionSourceView {
  @Shown('What it signs with, as Standard Webhooks say; shown once') secret!: string;
}

export const incomingPath = 'incoming/consumption';
const toView = (source: Source): ConsumptionSourceView => ({ ...source, path: `/${incomingPath}/${source.id}` });

/** Systems of tills that deliver by a signed webhook. */
@AdminResource('consumption/sources')
export class ConsumptionSourceController {
  constructor(
    private readonly sources: ConsumptionSourceService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Sources of accounts and records', { of: ConsumptionSourceView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<ConsumptionSourceView>> {
    return searchRows(query, 'id', (search) => this.sources.search(this.unitOfWork.manager, search), toView);
  }

  @Create('', 'Make a source; its secret is shown once', { of: NewConsumptionSourceView })
  async create(
    @Body() body: ConsumptionSourceBody,
    @CurrentCaller() caller: Caller,
  ): Promise<NewConsumptionSourceView> {
    const { source, secret } = await this.audited.run(caller, (tx) => this.sources.add(tx, body));
    return Object.assign(toView(source), { secret });
  }

  @Read(':id', 'One source', { of: ConsumptionSourceView })
  async get(@Param('id') id: string): Promise<ConsumptionSourceView> {
    return toView(await this.sources.get(this.unitOfWork.manager, id));
  }

  @Remove(':id', 'Remove a source: it delivers no more')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.sources.remove(tx, id));
  }
}
