import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Area } from '../area/area.entity.js';
import { DoorService } from '../door/door.service.js';
import { Failure } from '../../platform/errors.js';
import { TimeZone } from '../timeZone/time-zone.entity.js';
import { AccLevel } from './acc-level.entity.js';
import { AccLevelService } from './acc-level.service.js';
import { lockKey } from '../../platform/database/locks.js';

/** A level in requests of clients that know names and no ids. */
export interface LevelByName {
  readonly name: string;
  readonly timeSegName?: string | undefined;
  readonly areaName?: string | undefined;
}

const business = 'acc';

/** Levels of doors, their time zones, areas and doors, by their names. */
@Injectable()
export class LevelByNameService {
  constructor(
    private readonly levels: AccLevelService,
    private readonly doors: DoorService,
  ) {}

  /**
   * Adds a level, or edits the one of that name. A new one without a time zone is refused, because it would always be
   * open.
   * @throws Failure invalid (time zone), areaMissing, areaNotFound
   */
  async save(tx: EntityManager, { name, timeSegName, areaName }: LevelByName): Promise<void> {
    // If two requests add one level at once, the second edits what the first has made.
    await lockKey(tx, 'levelName', name);
    const facts = {
      ...(timeSegName ? { timeZoneId: await zoneNamed(tx, timeSegName) } : {}),
      ...(areaName ? { areaCode: await areaNamed(tx, areaName) } : {}),
    };
    const known = await tx.findOneBy(AccLevel, { business, name });
    if (known) {
      await this.levels.patch(tx, business, known.id, facts);
      return;
    }
    if (!timeSegName) throw new Failure('invalid', 'timeSegName is required');
    if (!areaName) throw new Failure('areaMissing', 'areaName is required');
    await this.levels.create(tx, business, { name, ...facts });
  }

  /** Places that the level has already stay. @throws Failure levelNotFound, doorNotFound */
  async addDoor(tx: EntityManager, levelName: string, doorName: string): Promise<void> {
    const level = await this.levels.getByName(tx, business, levelName);
    const { id } = await this.doors.getByName(tx, doorName);
    await this.levels.addDoor(tx, level, id);
  }
}

async function zoneNamed(tx: EntityManager, name: string): Promise<number> {
  const zone = await tx.findOneBy(TimeZone, { name });
  if (!zone) throw new Failure('invalid', `timeSegName names no time zone: ${name}`);
  return zone.id;
}

/** Several areas may have one name; the first by code is used. */
async function areaNamed(tx: EntityManager, name: string): Promise<string> {
  const [area] = await tx.find(Area, { where: { name }, order: { code: 'ASC' }, take: 1 });
  if (!area) throw new Failure('areaNotFound', `areaName names no area: ${name}`);
  return area.code;
}
