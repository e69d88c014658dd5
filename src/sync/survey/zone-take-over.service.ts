import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { faultOfPeriods } from '../../modules/timeZone/periods.js';
import type { Periods } from '../../modules/timeZone/time-zone.entity.js';
import { TimeZoneService } from '../../modules/timeZone/time-zone.service.js';
import { contentOf, foundZones } from './found-access.js';
import { freeName } from './free-name.js';
import type { Dispute, ZoneTaken } from './take-over.js';

interface ZoneHere {
  readonly id: number;
  readonly name: string;
  readonly periods: Periods;
}

/** Time zones of a panel become those here that say the same, or new ones. */
@Injectable()
export class ZoneTakeOverService {
  constructor(private readonly timeZones: TimeZoneService) {}

  /** Zones of the panel that are used and were not taken before. */
  async take(
    tx: EntityManager,
    { sn, id, dryRun }: { readonly sn: string; readonly id: number; readonly dryRun: boolean },
    before: readonly ZoneTaken[],
    used: readonly number[],
    disputes: Dispute[],
  ): Promise<ZoneTaken[]> {
    const wanted = new Set(used.filter((number) => !before.some(({ onDevice }) => onDevice === number)));
    if (wanted.size === 0) return [];
    const all = await foundZones(tx, id);
    const found = all.filter(({ timeZoneId }) => wanted.has(timeZoneId));
    const stored: ZoneHere[] = await tx.query('SELECT id, name, periods FROM time_zone ORDER BY id');
    // In a trial nothing is stored.
    const planned = before.flatMap(({ timeZoneId, name, onDevice }) => {
      const periods = all.find((zone) => zone.timeZoneId === onDevice)?.periods;
      return timeZoneId === null && periods ? [{ id: 0, name, periods }] : [];
    });
    const here = [...stored, ...planned];
    const byContent = new Map(here.map((zone): [string, ZoneHere] => [contentOf(zone.periods), zone]).reverse());
    const names = new Set(here.map(({ name }) => name));
    const result: ZoneTaken[] = [];
    for (const { timeZoneId: onDevice, periods } of found) {
      const same = byContent.get(contentOf(periods));
      const fault = faultOfPeriods(periods);
      if (same) {
        result.push({ onDevice, timeZoneId: same.id === 0 ? null : same.id, name: same.name, isNew: same.id === 0 });
      } else if (fault) {
        disputes.push({ pin: '', reason: 'zone', there: `time zone ${onDevice}`, here: fault.message });
      } else {
        const name = freeName(`${sn} time zone ${onDevice}`, names);
        names.add(name);
        // Rows on the panel that name the zone stay true if it has the same number here.
        const made = dryRun ? { id: 0 } : await this.timeZones.create(tx, { name, periods }, onDevice);
        byContent.set(contentOf(periods), { id: made.id, name, periods });
        result.push({ onDevice, timeZoneId: dryRun ? null : made.id, name, isNew: true });
      }
    }
    return result;
  }
}
