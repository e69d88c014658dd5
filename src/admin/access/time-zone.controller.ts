import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { keysInside, type Bounds } from '../../platform/operator/bounds.js';
import { TimeZone } from '../../modules/timeZone/time-zone.entity.js';
import { TimeZoneService } from '../../modules/timeZone/time-zone.service.js';
import { usesOfZones, type ZoneUse } from '../../modules/timeZone/zone-uses.js';
import { AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { TimeZoneBody, TimeZonePatch, TimeZoneView, toTimeZoneView } from './time-zone.dto.js';

function zoneId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Failure('notFound', `there is no time zone ${text}`);
  return Number(text);
}

const listed: Listed<TimeZone> = { entity: TimeZone, by: 'id', texts: ['name'] };

@AdminResource('time-zones')
export class TimeZoneController {
  constructor(
    private readonly zones: TimeZoneService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Time zones', { of: TimeZoneView, as: 'page' })
  async list(@Query() query: SearchQuery, @Req() { signedIn }: FastifyRequest): Promise<CountedPage<TimeZoneView>> {
    const tx = this.unitOfWork.manager;
    const page = await searchPage(tx, listed, query, (zone) => zone);
    return { ...page, items: await this.views(tx, page.items, signedIn?.bounds ?? null) };
  }

  @Create('', 'Make a time zone', { of: TimeZoneView })
  async create(@Body() { name, periods }: TimeZoneBody, @CurrentCaller() caller: Caller): Promise<TimeZoneView> {
    return this.audited.run(caller, async (tx) => this.view(tx, await this.zones.create(tx, { name, periods })));
  }

  @Read(':id', 'One time zone', { of: TimeZoneView })
  async get(@Param('id') id: string, @Req() { signedIn }: FastifyRequest): Promise<TimeZoneView> {
    const tx = this.unitOfWork.manager;
    return this.view(tx, await this.zones.get(tx, zoneId(id)), signedIn?.bounds ?? null);
  }

  @Patch(':id', 'Name or periods; periods are replaced as a whole', { of: TimeZoneView })
  async patch(
    @Param('id') id: string,
    @Body() body: TimeZonePatch,
    @CurrentCaller() caller: Caller,
  ): Promise<TimeZoneView> {
    return this.audited.run(caller, async (tx) => this.view(tx, await this.zones.patch(tx, zoneId(id), body)));
  }

  @Remove(':id', 'Remove a time zone that no level uses')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.zones.remove(tx, zoneId(id)));
  }

  /** Whoever has bounds reads time zones and changes none. */
  private async view(tx: EntityManager, zone: TimeZone, bounds: Bounds | null = null): Promise<TimeZoneView> {
    return toTimeZoneView(zone, await seenUses(tx, [zone], bounds));
  }

  private async views(tx: EntityManager, zones: readonly TimeZone[], bounds: Bounds | null): Promise<TimeZoneView[]> {
    const uses = await seenUses(tx, zones, bounds);
    return zones.map((zone) => toTimeZoneView(zone, uses));
  }
}

/** What needs the zones, as far as an operator sees it. */
async function seenUses(
  tx: EntityManager,
  zones: readonly TimeZone[],
  bounds: Bounds | null,
): ReturnType<typeof usesOfZones> {
  const uses = await usesOfZones(
    tx,
    zones.map(({ id }) => id),
  );
  if (bounds === null) return uses;
  const all = [...uses.values()].flat();
  const seen = new Set<ZoneUse>();
  for (const kind of ['level', 'rule', 'door'] as const) {
    const some = all.filter((use) => use.kind === kind);
    const inside = await keysInside(
      tx,
      bounds,
      kind,
      some.map(({ id }) => id),
    );
    for (const use of some) if (inside.has(use.id)) seen.add(use);
  }
  return new Map([...uses].map(([zone, some]) => [zone, some.filter((use) => seen.has(use))]));
}
