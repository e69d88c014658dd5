import { Read, Resource, Write } from '../../facade/endpoint.js';
import { successSaying, type Verbatim } from '../../facade/envelope.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { AreaService } from '../area/area.service.js';
import { AreaPersonService, type BulkEnd } from '../areaPerson/area-person.service.js';
import { AreaPersonsParams, AttAreaDto } from '../attendance/att-area.dto.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

const bulkFails = ['areaNotFound', 'tooManyPins', 'personNotFound'] as const;

/** The people whom the FaceKiosk devices of an area know. */
@Resource('insAreaPerson')
export class InsAreaController {
  constructor(
    private readonly areas: AreaService,
    private readonly areaPersons: AreaPersonService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('insAreaPerson/delAreaPerson', 'Take persons from the FaceKiosk devices of an area', {
    section: '2.28.1',
    fails: bulkFails,
    json: true,
    also: ['DELETE insAreaPerson/delAreaPerson'],
  })
  async remove(@Params() { code, pins }: AreaPersonsParams, @CurrentCaller() caller: Caller): Promise<Verbatim | null> {
    return told(await this.audited.run(caller, (tx) => this.areaPersons.take(tx, 'ins', code, pins)));
  }

  @Write('insAreaPerson/setAreaPerson', 'Give persons to the FaceKiosk devices of an area', {
    section: '2.28.2',
    fails: bulkFails,
    json: true,
  })
  async set(@Params() { code, pins }: AreaPersonsParams, @CurrentCaller() caller: Caller): Promise<Verbatim | null> {
    return told(await this.audited.run(caller, (tx) => this.areaPersons.put(tx, 'ins', code, pins)));
  }

  @Read('insAreaPerson/getAreaList', 'List the areas', { section: '2.28.3', of: AttAreaDto, as: 'list' })
  async list(@Params() page: PageQuery): Promise<AttAreaDto[]> {
    return (await this.areas.list(this.unitOfWork.manager, sliceOf(page))).map((area) => AttAreaDto.of(area));
  }

  @Read('v2/insAreaPerson/getAreaList', 'List the areas, with their total', {
    section: 'v1.2:2.10.2.4',
    of: AttAreaDto,
    as: 'page',
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<AttAreaDto>> {
    return pageOf(await this.list(page), await this.areas.count(this.unitOfWork.manager), sliceOf(page));
  }
}

const told = ({ succeeded, failed }: BulkEnd) =>
  failed === 0 ? null : successSaying(`Succeed: ${succeeded}, Failed: ${failed}.`);
