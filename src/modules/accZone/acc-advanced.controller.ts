import { Read, Resource, Write } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { InsidePersonDto, insidePersonDto, ZonePageQuery, ZoneQuery } from './acc-advanced.dto.js';
import { AccZoneService } from './acc-zone.service.js';
import { OccupancyService } from './occupancy.service.js';

/** Who is inside of access zones (API manual v1.2, 2.2.6). */
@Resource('accAdvanced')
export class AccAdvancedController {
  constructor(
    private readonly zones: AccZoneService,
    private readonly occupancy: OccupancyService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('accAdvanced/getWhoIsInsideByZone', 'Who is inside one access zone', {
    section: 'v1.2:2.2.6.1',
    fails: ['areaNotFound'],
    of: InsidePersonDto,
    as: 'list',
    aliases: ['accAdvanced/getWhoIsInsideByZone/:code'],
  })
  async inOne(@Params() { code }: ZoneQuery): Promise<InsidePersonDto[]> {
    const tx = this.unitOfWork.manager;
    const { id } = await this.zones.get(tx, code);
    return (await this.occupancy.list(tx, { zoneId: id })).map(insidePersonDto);
  }

  @Write('accAdvanced/getWhoIsInsideByZoneList', 'Who is inside, zone by zone', {
    section: 'v1.2:2.2.6.2',
    fails: ['areaNotFound'],
    of: InsidePersonDto,
    as: 'page',
    aliases: ['accAdvanced/getWhoIsInsideZoneList'],
    also: ['GET accAdvanced/getWhoIsInsideByZoneList'],
  })
  async inAll(@Params() { code, ...query }: ZonePageQuery): Promise<Page<InsidePersonDto>> {
    const slice = sliceOf(query);
    const tx = this.unitOfWork.manager;
    const zoneId = code ? (await this.zones.get(tx, code)).id : undefined;
    const rows = await this.occupancy.list(tx, { zoneId, ...slice });
    return pageOf(rows.map(insidePersonDto), await this.occupancy.count(tx, zoneId), slice);
  }
}
