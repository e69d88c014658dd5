import { Read, Remove, Resource, Write } from '../../facade/endpoint.js';
import { successSaying, type Verbatim } from '../../facade/envelope.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { AreaService } from '../area/area.service.js';
import { AreaPersonService, type BulkEnd } from '../areaPerson/area-person.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AreaCodeQuery, AreaPersonsParams, AttAreaDto } from './att-area.dto.js';

const bulkFails = ['areaNotFound', 'tooManyPins', 'personNotFound'] as const;

/** Areas, and the people whom attendance terminals of an area know. */
@Resource('attAreaPerson')
export class AttAreaController {
  constructor(
    private readonly areas: AreaService,
    private readonly areaPersons: AreaPersonService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('attAreaPerson/area/get/:code', 'Get an area by its code', {
    section: '2.7.1',
    fails: ['areaNotFound'],
    of: AttAreaDto,
    aliases: ['area/get/:code', 'attAreaPerson/area/get', 'area/get'],
  })
  async get(@Params() { code }: AreaCodeQuery): Promise<AttAreaDto> {
    return AttAreaDto.of(await this.areas.get(this.unitOfWork.manager, code));
  }

  @Read('v2/attAreaPerson/area/get', 'Get an area by its code', {
    section: 'v1.2:2.3.1.4',
    fails: ['areaNotFound'],
    of: AttAreaDto,
    aliases: ['v2/attAreaPerson/area/get/:code'],
  })
  getV2(@Params() query: AreaCodeQuery): Promise<AttAreaDto> {
    return this.get(query);
  }

  @Read('attAreaPerson/area/list', 'List the areas', {
    section: '2.7.2',
    of: AttAreaDto,
    as: 'list',
    aliases: ['area/list'],
  })
  async list(@Params() page: PageQuery): Promise<AttAreaDto[]> {
    const areas = await this.areas.list(this.unitOfWork.manager, sliceOf(page));
    return areas.map((area) => AttAreaDto.of(area));
  }

  @Read('v2/attAreaPerson/area/list', 'List the areas, with their total', {
    section: 'v1.2:2.3.1.6',
    of: AttAreaDto,
    as: 'page',
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<AttAreaDto>> {
    return pageOf(await this.list(page), await this.areas.count(this.unitOfWork.manager), sliceOf(page));
  }

  @Remove('attAreaPerson/delete', 'Take persons from the attendance terminals of an area', {
    section: '2.8.1',
    fails: bulkFails,
    json: true,
    also: ['POST attAreaPerson/delete'],
  })
  async remove(@Params() { code, pins }: AreaPersonsParams, @CurrentCaller() caller: Caller): Promise<Verbatim | null> {
    return told(await this.audited.run(caller, (tx) => this.areaPersons.take(tx, 'att', code, pins)));
  }

  @Write('attAreaPerson/set', 'Give persons to the attendance terminals of an area', {
    section: '2.8.2',
    fails: bulkFails,
    json: true,
  })
  async set(@Params() { code, pins }: AreaPersonsParams, @CurrentCaller() caller: Caller): Promise<Verbatim | null> {
    return told(await this.audited.run(caller, (tx) => this.areaPersons.put(tx, 'att', code, pins)));
  }
}

const told = ({ succeeded, failed }: BulkEnd) =>
  failed === 0 ? null : successSaying(`Succeed: ${succeeded}, Failed: ${failed}.`);
