import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { GateReaderDto, GateReaderIdQuery } from './psg-gate.dto.js';
import { PsgReaderService } from './psg-reader.service.js';

@Resource('psgReader')
export class PsgReaderController {
  constructor(
    private readonly readers: PsgReaderService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('psgReader/list', 'List the readers of gates', { section: '2.33.1', of: GateReaderDto, as: 'list' })
  list(@Params() page: PageQuery): Promise<GateReaderDto[]> {
    return this.readers.list(this.unitOfWork.manager, sliceOf(page));
  }

  @Read('v2/psgReader/list', 'List the readers of gates, with their total', {
    section: '2.33.2',
    of: GateReaderDto,
    as: 'page',
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<GateReaderDto>> {
    return pageOf(await this.list(page), await this.readers.count(this.unitOfWork.manager), sliceOf(page));
  }

  @Read('psgReader/getById', 'Get a reader of a gate', {
    section: '2.33.3',
    fails: ['readerNotFound'],
    of: GateReaderDto,
  })
  getById(@Params() { id }: GateReaderIdQuery): Promise<GateReaderDto> {
    return this.readers.get(this.unitOfWork.manager, id);
  }
}
