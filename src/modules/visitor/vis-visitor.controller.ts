import { Read, Resource, Write } from '../../facade/endpoint.js';
import { PageQuery, sliceOf } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { AccLevelService } from '../accLevel/acc-level.service.js';
import { LevelDto } from '../accLevel/level.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { VisitService } from './visit.service.js';
import { VisitorListService } from './visitor-list.service.js';
import { VisitorDto, visitorDto, VisitorListQuery } from './visitor.dto.js';

@Resource('visVisitor')
export class VisVisitorController {
  constructor(
    private readonly visitors: VisitorListService,
    private readonly visits: VisitService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('visVisitor/getVisitorList', 'List the visitors that are known', {
    section: 'v1.2:2.7.1.6',
    of: VisitorDto,
    as: 'list',
  })
  async getVisitorList(@Params() query: VisitorListQuery): Promise<VisitorDto[]> {
    const slice = { ...sliceOf(query), clock: this.visits.clock() };
    return (await this.visitors.list(this.unitOfWork.manager, query, slice)).map(visitorDto);
  }
}

@Resource('visLevel')
export class VisLevelController {
  constructor(
    private readonly levels: AccLevelService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('visLevel/list', 'List the levels of visitors', {
    section: '2.16.1',
    of: LevelDto,
    as: 'list',
    also: ['POST visLevel/list'],
  })
  async list(@Params() page: PageQuery): Promise<LevelDto[]> {
    return (await this.levels.list(this.unitOfWork.manager, 'vis', sliceOf(page))).map((level) => LevelDto.of(level));
  }
}
