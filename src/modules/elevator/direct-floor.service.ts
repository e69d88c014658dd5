import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccLevelService } from '../accLevel/acc-level.service.js';
import { recordTaking } from '../../core/outbox/outbox.js';
import { fieldError } from '../../platform/errors.js';

/**
 * The floor of a level to which the elevator goes at once, without a button being pressed; at most one for each
 * controller.
 */
@Injectable()
export class DirectFloorService {
  constructor(private readonly levels: AccLevelService) {}

  /** By id; usually none or one. @throws Failure levelNotFound */
  async get(tx: EntityManager, levelId: string): Promise<string[]> {
    await this.levels.get(tx, 'ele', levelId);
    const rows: { id: string }[] = await tx.query(
      'SELECT floor_id AS id FROM acc_level_floor WHERE level_id = $1 AND direct ORDER BY floor_id',
      [levelId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Sets all of them. @throws Failure levelNotFound, invalid if one is no floor of the level, or two are of one
   * elevator
   */
  async set(tx: EntityManager, levelId: string, floorIds: readonly string[]): Promise<void> {
    await this.levels.get(tx, 'ele', levelId);
    const floors: { id: string; sn: string }[] = await tx.query(
      `SELECT f.id, f.device_sn AS sn FROM acc_level_floor l JOIN floor f ON f.id = l.floor_id
       WHERE l.level_id = $1 AND f.id = ANY($2)`,
      [levelId, floorIds],
    );
    const missing = floorIds.find((id) => !floors.some((floor) => floor.id === id));
    if (missing !== undefined) throw fieldError('floorIds', `names no floor of the level: ${missing}`);
    if (new Set(floors.map(({ sn }) => sn)).size < floors.length)
      throw fieldError('floorIds', 'names two floors of one elevator');
    await tx.query('UPDATE acc_level_floor SET direct = (floor_id = ANY($2)) WHERE level_id = $1', [levelId, floorIds]);
    await recordTaking(tx, 'accLevel', [levelId]);
  }
}
