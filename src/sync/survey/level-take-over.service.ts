import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccLevelService } from '../../modules/accLevel/acc-level.service.js';
import { MembershipService } from '../../modules/accLevel/membership.service.js';
import { freeName } from './free-name.js';
import { nameOf, type Group } from './level-groups.js';
import type { LevelTaken } from './take-over.js';

interface LevelHere {
  readonly id: string;
  readonly name: string;
  readonly timeZoneId: number;
  readonly doorIds: readonly string[];
}

/** Rows that open the same doors at the same hours become one level: one that says the same, or a new one. */
@Injectable()
export class LevelTakeOverService {
  constructor(
    private readonly levels: AccLevelService,
    private readonly members: MembershipService,
  ) {}

  async take(tx: EntityManager, group: Group, dryRun: boolean): Promise<LevelTaken> {
    const { zone, doors, business, pins } = group;
    const doorIds = doors.map(({ id }) => id).sort();
    const here: LevelHere[] = await tx.query(
      `SELECT l.id, l.name, l.time_zone_id AS "timeZoneId",
         ARRAY(SELECT d.door_id FROM acc_level_door d WHERE d.level_id = l.id ORDER BY d.door_id) AS "doorIds"
       FROM acc_level l WHERE l.business = $1 ORDER BY l.created_at, l.id`,
      [business],
    );
    const same = here.find(
      (level) => level.timeZoneId === zone.timeZoneId && [...level.doorIds].sort().join('\n') === doorIds.join('\n'),
    );
    const name = same?.name ?? freeName(nameOf(group), new Set(here.map((level) => level.name)));
    const facts = { isNew: !same, business, doorIds, zoneName: zone.name, persons: pins.length, name };
    const lacking = same ? await lackingOf(tx, same, pins) : pins;
    if (dryRun || zone.timeZoneId === null) return { ...facts, levelId: same?.id ?? null, granted: lacking.length };
    const level = same ?? (await this.levels.create(tx, business, { name, timeZoneId: zone.timeZoneId, doorIds }));
    if (lacking.length > 0) await this.members.grant(tx, business, lacking, [level.id]);
    return { ...facts, levelId: level.id, granted: lacking.length };
  }
}

/** Those who do not have the level yet. */
async function lackingOf(tx: EntityManager, { id }: LevelHere, pins: readonly string[]): Promise<readonly string[]> {
  const members: { pin: string }[] = await tx.query(
    `SELECT p.pin FROM acc_level_person m JOIN person p ON p.id = m.person_id
     WHERE m.level_id = $1 AND p.pin = ANY($2)`,
    [id, pins],
  );
  const has = new Set(members.map(({ pin }) => pin));
  return pins.filter((pin) => !has.has(pin));
}
