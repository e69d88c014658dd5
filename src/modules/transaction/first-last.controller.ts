import { checkRange } from '../../facade/dates.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventNameService } from './event-name.service.js';
import { FirstLastDto, firstLastDto } from './first-last.dto.js';
import { FirstLastService } from './first-last.service.js';
import { firstThousand } from './transaction-calls.controller.js';
import { PersonTransactionsQuery } from './transaction.dto.js';

const summary = 'Days of a person: first in, last out';

/** First in and last out (API manual 2.18.8, 2.18.9). */
@Resource('transaction')
export class FirstLastController {
  constructor(
    private readonly days: FirstLastService,
    private readonly names: EventNameService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('transaction/firstInAndLastOut/:pin', summary, {
    section: '2.18.8',
    of: FirstLastDto,
    as: 'list',
    aliases: ['transaction/firstInAndLastOut'],
  })
  async list(@Params() query: PersonTransactionsQuery): Promise<FirstLastDto[]> {
    return (await this.page(query)).data;
  }

  @Read('v2/transaction/firstInAndLastOut/:pin', `${summary}; with their total`, {
    section: '2.18.9',
    of: FirstLastDto,
    as: 'page',
  })
  listWithTotal(@Params() query: PersonTransactionsQuery): Promise<Page<FirstLastDto>> {
    return this.page(query);
  }

  @Read('v2/transaction/firstInAndLastOut', `${summary}; the person named in the query`, {
    section: 'v1.2:2.2.5.12',
    of: FirstLastDto,
    as: 'page',
    aliases: ['v3/transaction/firstInAndLastOut', 'v3/transaction/firstInAndLastOut/:pin'],
  })
  listByQuery(@Params() query: PersonTransactionsQuery): Promise<Page<FirstLastDto>> {
    return this.page(query);
  }

  private async page(query: PersonTransactionsQuery): Promise<Page<FirstLastDto>> {
    const slice = sliceOf(query, firstThousand);
    const { pin, startDate: start, endDate: end } = query;
    checkRange(start, end);
    const { rows, total } = await this.days.list(this.unitOfWork.manager, { pin, start, end }, slice);
    return pageOf(
      rows.map((day) => firstLastDto(day, this.names.server)),
      total,
      slice,
    );
  }
}
