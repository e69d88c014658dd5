import type { EntityManager } from 'typeorm';
import { defaultDepartmentCode } from '../../modules/department/department.entity.js';

/** A level that people get with their department: the panel may never have opened its doors to them. */
export interface DepartmentLevel {
  readonly deptCode: string;
  readonly levelId: string;
  readonly name: string;
  readonly doorIds: readonly string[];
  /** Who gets it. */
  readonly pins: readonly string[];
}

/** Levels of the department that new persons come into. */
export async function departmentLevels(tx: EntityManager, newPins: ReadonlySet<string>): Promise<DepartmentLevel[]> {
  if (newPins.size === 0) return [];
  const levels: Omit<DepartmentLevel, 'pins'>[] = await tx.query(
    `SELECT d.code AS "deptCode", l.id AS "levelId", l.name,
       ARRAY(SELECT o.door_id FROM acc_level_door o WHERE o.level_id = l.id ORDER BY o.door_id) AS "doorIds"
     FROM department d JOIN department_level g ON g.department_id = d.id JOIN acc_level l ON l.id = g.level_id
     WHERE d.code = $1 ORDER BY l.name, l.id`,
    [defaultDepartmentCode],
  );
  const pins = [...newPins].sort();
  return levels.map((level) => ({ ...level, pins }));
}
