import { checkRange } from '../../facade/dates.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { IasQuery, IntrusionEventDto, toIntrusionEvent } from './ias.dto.js';
import { IntrusionListService } from './intrusion-list.service.js';

@Resource('ias')
export class IasController {
  constructor(
    private readonly events: IntrusionListService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The manual's sample counts `offset` in rows here, and has 0 everywhere else. */
  @Read('ias/list', 'Events of intrusion panels', { section: 'v1.2:2.12.1.1', of: IntrusionEventDto, as: 'page' })
  async list(@Params() query: IasQuery): Promise<Page<IntrusionEventDto>> {
    const slice = sliceOf(query);
    const { deviceName, partitionName, pointName, startTime: start, endTime: end } = query;
    checkRange(start, end);
    const filter = { deviceName, partitionName, pointName, start, end };
    const tx = this.unitOfWork.manager;
    const rows = await this.events.list(tx, filter, slice);
    const page = pageOf(rows.map(toIntrusionEvent), await this.events.count(tx, filter), slice);
    return Object.assign(page, { offset: slice.offset });
  }
}
