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
import { facilitySql, SpacePartService } from './space-part.service.js';
import { FacilityDto, FacilityParams, IdQuery, IdsParams, NamedQuery, toFacilityDto } from './space.dto.js';

@Resource('spaceFacility')
export class SpaceFacilityController {
  constructor(
    private readonly parts: SpacePartService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('spaceFacility/list', 'List what rooms can have, with the total', {
    section: 'v1.2:2.13.3.1',
    of: FacilityDto,
    as: 'page',
  })
  async list(@Params() { name, ...page }: NamedQuery): Promise<Page<FacilityDto>> {
    const slice = sliceOf(page);
    const found = await namedRows(this.unitOfWork.manager, facilitySql, { name, slice }, toFacilityDto);
    return pageOf(found.rows, found.total, slice);
  }

  @Read('spaceFacility/getById', 'Get a facility by its id', {
    section: 'v1.2:2.13.3.2',
    fails: ['notFound'],
    of: FacilityDto,
  })
  async get(@Params() { id }: IdQuery): Promise<FacilityDto> {
    return toFacilityDto(await this.parts.facility(this.unitOfWork.manager, id));
  }

  @Write('spaceFacility/deleteById', 'Delete a facility that is not built in', {
    section: 'v1.2:2.13.3.3',
    fails: ['notFound', 'conflict'],
    many: true,
  })
  async remove(@Params() { id }: IdsParams, @CurrentCaller() caller: Caller): Promise<Verbatim> {
    const one = (name: string) => name;
    return countedAnswer(await this.audited.each(caller, id, one, (tx, each) => this.parts.removeFacility(tx, each)));
  }

  @Write('spaceFacility/addFacility', 'Add a facility, or change the one of that id', {
    section: 'v1.2:2.13.3.4',
    fails: ['notFound', 'conflict'],
    json: true,
  })
  async add(
    @Params() { id = '', name, facilityNo, remark }: FacilityParams,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const facts = { name, facilityNo, remark };
    await this.audited.run(caller, (tx) =>
      id === '' ? this.parts.addFacility(tx, facts) : this.parts.patchFacility(tx, id, facts),
    );
  }
}
