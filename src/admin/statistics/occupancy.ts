import type { EntityManager } from 'typeorm';
import { occupancyHours, type HourInside } from '../../modules/accZone/occupancy-history.js';
import type { OccupancyService } from '../../modules/accZone/occupancy.service.js';
import { keysInside, type Bounds } from '../../platform/operator/bounds.js';
import { Failure } from '../../platform/errors.js';
import { hoursOf, type Span } from './span.js';
import type { OccupancyView } from './statistics.dto.js';

const mostZones = 20;

/** @throws Failure notFound; invalid for too many rows */
export async function occupancyOf(
  tx: EntityManager,
  occupancy: OccupancyService,
  wanted: Span & { readonly zoneId?: string | undefined; readonly timeZone: string; readonly bounds: Bounds | null },
): Promise<OccupancyView> {
  const { timeZone, zoneId, bounds } = wanted;
  const starts = hoursOf(wanted, timeZone);
  const zones = await zonesOf(tx, zoneId, bounds);
  if (zoneId !== undefined && zones.length === 0) throw new Failure('notFound', `there is no zone ${zoneId}`);
  const zoneIds = zones.map(({ key }) => key);
  const told = await occupancyHours(tx, { ...wanted, zoneIds });
  const counts = await occupancy.counts(tx, zoneIds);
  const columns = zoneIds.map((id) =>
    mostByHour(
      told.filter(({ zoneId: of }) => of === id),
      starts.length,
    ),
  );
  const now = zoneIds.map((id) => counts.get(id) ?? 0);
  return {
    timeZone,
    keys: zones,
    rows: starts.map((start, hour) => [start, ...columns.map((column) => column[hour] ?? 0)]),
    now,
    total: now.reduce((sum, n) => sum + n, 0),
  };
}

async function zonesOf(tx: EntityManager, zoneId: string | undefined, bounds: Bounds | null) {
  const zones: { key: string; name: string }[] = await tx.query(
    'SELECT id AS key, name FROM acc_zone WHERE $1::text IS NULL OR id = $1 ORDER BY name COLLATE natural_order, id',
    [zoneId ?? null],
  );
  const keys = zones.map(({ key }) => key);
  const seen = bounds === null ? new Set(keys) : await keysInside(tx, bounds, 'zone', keys);
  return zones.filter(({ key }) => seen.has(key)).slice(0, mostZones);
}

/** Who was there at the beginning of an hour was there in it. */
function mostByHour(told: readonly HourInside[], count: number): number[] {
  const byHour = new Map(told.map((hour) => [hour.hour, hour]));
  let level = byHour.get(-1)?.last ?? 0;
  return Array.from({ length: count }, (_, hour) => {
    const moves = byHour.get(hour);
    const most = Math.max(level, moves?.most ?? 0);
    level = moves?.last ?? level;
    return most;
  });
}
