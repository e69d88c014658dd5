import { countedAnswer } from '../../facade/bulk.js';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import type { Verbatim } from '../../facade/envelope.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { namedRows } from './named-rows.js';
import { extraSql, SpacePartService } from './space-part.service.js';
import { ExtraDto, ExtraParams, IdQuery, IdsParams, NamedQuery, toExtraDto } from './space.dto.js';

@Resource('spaceService')
export class SpaceExtraController {
  constructor(
    private readonly parts: SpacePartService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('spaceService/list', 'List what can be ordered with a room, with the total', {
    section: 'v1.2:2.13.4.1',
    of: ExtraDto,
    as: 'page',
  })
  async list(@Params() { name, ...page }: NamedQuery): Promise<Page<ExtraDto>> {
    const slice = sliceOf(page);
    const found = await namedRows(this.unitOfWork.manager, extraSql, { name, slice }, toExtraDto);
    return pageOf(found.rows, found.total, slice);
  }

  @Read('spaceService/getById', 'Get a service by its id', {
    section: 'v1.2:2.13.4.2',
    fails: ['notFound'],
    of: ExtraDto,
  })
  async get(@Params() { id }: IdQuery): Promise<ExtraDto> {
    return toExtraDto(await this.parts.extra(this.unitOfWork.manager, id));
  }

  @Write('spaceService/deleteById', 'Delete a service that is not built in', {
    section: 'v1.2:2.13.4.3',
    fails: ['notFound', 'conflict'],
    many: true,
  })
  async remove(@Params() { id }: IdsParams, @CurrentCaller() caller: Caller): Promise<Verbatim> {
    const one = (name: string) => name;
    return countedAnswer(await this.audited.each(caller, id, one, (tx, each) => this.parts.removeExtra(tx, each)));
  }

  @Write('spaceService/addService', 'Add a service, or change the one of that id', {
    section: 'v1.2:2.13.4.4',
    fails: ['notFound', 'conflict'],
    json: true,
  })
  async add(@Params() { id = '', name, remark }: ExtraParams, @CurrentCaller() caller: Caller): Promise<void> {
    const facts = { name, remark };
    await this.audited.run(caller, (tx) =>
      id === '' ? this.parts.addExtra(tx, facts) : this.parts.patchExtra(tx, id, facts),
    );
  }
}
