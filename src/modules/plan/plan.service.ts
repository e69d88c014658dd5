import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { holdRow } from '../../platform/database/hold-row.js';
import { newId } from '../../platform/database/id.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { Area, builtInAreaCode } from '../area/area.entity.js';
import { FileStoreService } from '../file/file-store.service.js';
import { Plan } from './plan.entity.js';

/** The place of a door on a plan: 0 0 is the upper left corner, 1 1 the lower right one. */
export interface PlanDoor {
  readonly doorId: string;
  readonly x: number;
  readonly y: number;
}

export interface PlanFacts {
  readonly name?: string | undefined;
  readonly areaCode?: string | undefined;
  /** All of them; left out = as they are. */
  readonly doors?: readonly PlanDoor[] | undefined;
}

/** Plans, and the places of doors on them. */
@Injectable()
export class PlanService {
  constructor(private readonly files: FileStoreService) {}

  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<Plan> {
    const plan = await tx.findOneBy(Plan, { id });
    if (!plan) throw new Failure('notFound', `there is no plan ${id}`);
    return plan;
  }

  /** @throws Failure conflict for an id that is taken; invalid */
  async create(
    tx: EntityManager,
    { id = newId(), name, areaCode = builtInAreaCode, doors = [] }: NewPlan,
  ): Promise<Plan> {
    if (await tx.existsBy(Plan, { id })) throw taken('id', id, `there is a plan ${id} already`);
    await checkArea(tx, areaCode);
    await tx.insert(Plan, { id, name, areaCode });
    await this.place(tx, id, doors);
    return this.get(tx, id);
  }

  /** @param hidden ids of doors that the caller does not see: they stay where they are */
  async patch(
    tx: EntityManager,
    id: string,
    { name, areaCode, doors }: PlanFacts,
    hidden: readonly string[],
  ): Promise<Plan> {
    await holdRow(tx, 'plan', id);
    const plan = await this.get(tx, id);
    if (areaCode !== undefined) await checkArea(tx, areaCode);
    const changed = { name: name ?? plan.name, areaCode: areaCode ?? plan.areaCode };
    await tx.update(Plan, { id }, { ...changed, updatedAt: () => 'clock_timestamp()' });
    if (doors) {
      await tx.query('DELETE FROM plan_door WHERE plan_id = $1 AND door_id <> ALL($2)', [id, hidden]);
      await this.place(tx, id, doors);
    }
    return this.get(tx, id);
  }

  async remove(tx: EntityManager, id: string): Promise<void> {
    const { fileId } = await this.get(tx, id);
    await tx.delete(Plan, { id });
    if (fileId !== null) await this.files.remove(tx, fileId);
  }

  /** Doors of each plan, by their ids. */
  async doorsOf(tx: EntityManager, planIds: readonly string[]): Promise<ReadonlyMap<string, readonly PlanDoor[]>> {
    const rows: (PlanDoor & { planId: string })[] = await tx.query(
      `SELECT plan_id AS "planId", door_id AS "doorId", x, y FROM plan_door WHERE plan_id = ANY($1) ORDER BY door_id`,
      [planIds],
    );
    const of = (plan: string) =>
      rows.filter(({ planId }) => planId === plan).map(({ doorId, x, y }) => ({ doorId, x, y }));
    return new Map(planIds.map((id) => [id, of(id)]));
  }

  private async place(tx: EntityManager, id: string, doors: readonly PlanDoor[]): Promise<void> {
    const ids = doors.map(({ doorId }) => doorId);
    if (new Set(ids).size < ids.length) throw fieldError('doors', 'names a door twice');
    const known: { id: string }[] = await tx.query('SELECT id FROM door WHERE id = ANY($1)', [ids]);
    const missing = ids.filter((doorId) => !known.some((door) => door.id === doorId));
    if (missing.length > 0) throw fieldError('doors', `names no door: ${missing.join(', ')}`);
    await tx.query(
      `INSERT INTO plan_door (plan_id, door_id, x, y)
       SELECT $1, d."doorId", d.x, d.y FROM json_to_recordset($2::json) AS d ("doorId" text, x float8, y float8)`,
      [id, JSON.stringify(doors)],
    );
  }
}

export interface NewPlan extends PlanFacts {
  readonly id?: string | undefined;
  readonly name: string;
}

/** @throws Failure invalid */
async function checkArea(tx: EntityManager, code: string): Promise<void> {
  if (!(await tx.existsBy(Area, { code }))) throw fieldError('areaCode', `names no area: ${code}`);
}
