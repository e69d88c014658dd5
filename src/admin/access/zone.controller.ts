import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { AccZone } from '../../modules/accZone/acc-zone.entity.js';
import { AccZoneService } from '../../modules/accZone/acc-zone.service.js';
import { InsideListService } from '../../modules/accZone/inside-list.service.js';
import { OccupancyService } from '../../modules/accZone/occupancy.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PersonService } from '../../modules/person/person.service.js';
import { AdminResource, Patch, Create, Read, Remove, Replace } from '../common/admin.js';
import { SearchQuery, searchPage, searchRows, type CountedPage, type Listed } from '../common/search-page.js';
import { Snapshot } from '../common/snapshot.js';
import { insideViews } from './inside-views.js';
import { InsideView, toZoneView, ZoneBody, ZonePatch, ZoneView } from './zone.dto.js';

const listed: Listed<AccZone> = { entity: AccZone, by: 'code', texts: ['name', 'code'] };

@AdminResource('zones')
export class ZoneController {
  constructor(
    private readonly zones: AccZoneService,
    private readonly occupancy: OccupancyService,
    private readonly insides: InsideListService,
    private readonly persons: PersonService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Access zones by code', { of: ZoneView, as: 'page' })
  @Snapshot()
  async list(@Query() query: SearchQuery): Promise<CountedPage<ZoneView>> {
    const tx = this.unitOfWork.manager;
    const page = await searchPage(tx, listed, query, (zone) => zone);
    return { ...page, items: await this.views(tx, page.items) };
  }

  @Create('', 'Make an access zone', { of: ZoneView })
  create(@Body() body: ZoneBody, @CurrentCaller() caller: Caller): Promise<ZoneView> {
    return this.audited.run(caller, async (tx) => this.view(tx, await this.zones.create(tx, body)));
  }

  @Read(':id', 'One access zone, by id or code', { of: ZoneView })
  @Snapshot()
  async get(@Param('id') id: string): Promise<ZoneView> {
    return this.view(this.unitOfWork.manager, await this.zones.get(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name, code, readers; readers are replaced as a whole and count from now on', { of: ZoneView })
  patch(@Param('id') id: string, @Body() body: ZonePatch, @CurrentCaller() caller: Caller): Promise<ZoneView> {
    return this.audited.run(caller, async (tx) => this.view(tx, await this.zones.patch(tx, id, body)));
  }

  @Remove(':id', 'Remove an access zone; its readers stay')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.zones.remove(tx, id));
  }

  @Read(':id/persons', 'Who is inside, by pin; phones for who may read all of a person', { of: InsideView, as: 'page' })
  @Snapshot()
  async inside(
    @Param('id') id: string,
    @Query() query: SearchQuery,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<CountedPage<InsideView>> {
    const tx = this.unitOfWork.manager;
    const zone = await this.zones.get(tx, id);
    const page = await searchRows(
      query,
      'pin',
      (search) => this.insides.ofZone(tx, zone.id, search),
      (row) => row,
    );
    return { ...page, items: await insideViews(tx, page.items, signedIn) };
  }

  @Replace(':id/persons/:pin', 'Say that a person is inside')
  async enter(@Param('id') id: string, @Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      const zone = await this.zones.get(tx, id);
      const person = await this.persons.get(tx, pin);
      await this.occupancy.correct(tx, zone.id, person.pin, true);
    });
  }

  @Remove(':id/persons/:pin', 'Record that a person is not inside')
  async leave(@Param('id') id: string, @Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      const zone = await this.zones.get(tx, id);
      await this.occupancy.correct(tx, zone.id, pin, false);
    });
  }

  @Remove(':id/persons', 'Say that nobody is inside')
  async clear(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, async (tx) => this.occupancy.clear(tx, (await this.zones.get(tx, id)).id));
  }

  private async view(tx: EntityManager, zone: AccZone): Promise<ZoneView> {
    const [view] = await this.views(tx, [zone]);
    return view ?? toZoneView(zone, undefined);
  }

  private async views(tx: EntityManager, zones: readonly AccZone[]): Promise<ZoneView[]> {
    const ids = zones.map(({ id }) => id);
    const readers = await this.zones.readersOf(tx, ids);
    const counts = await this.occupancy.counts(tx, ids);
    return zones.map((zone) => toZoneView(zone, readers.get(zone.id), counts.get(zone.id)));
  }
}
