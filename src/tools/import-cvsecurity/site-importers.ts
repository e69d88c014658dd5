import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AreaService } from '../../modules/area/area.service.js';
import { DepartmentService } from '../../modules/department/department.service.js';
import type { DeviceModule } from '../../modules/device/device.entity.js';
import { DeviceService } from '../../modules/device/device.service.js';
import type { FieldChange } from './judge.js';
import type { Existing, KindImporter, SiteObject } from './importer.js';

/** The values of a comparison, empty where there is none. */
export const changed = (changes: readonly FieldChange[], field: string): string | undefined =>
  changes.find((change) => change.field === field)?.theirs;

export interface DeviceObject extends SiteObject {
  readonly module: DeviceModule;
}

const orNull = (text: string | undefined) => (text === undefined ? undefined : text === '' ? null : text);

/** Imports areas, departments and devices, which people and doors belong to. */
@Injectable()
export class SiteImporters {
  constructor(
    private readonly areaService: AreaService,
    private readonly departmentService: DepartmentService,
    private readonly deviceService: DeviceService,
  ) {}

  readonly areas: KindImporter<SiteObject> = {
    kind: 'areas',
    find: async (tx, { key }) => {
      const [row]: { code: string; name: string; parentCode: string | null }[] = await tx.query(
        'SELECT code, name, parent_code AS "parentCode" FROM area WHERE code = $1',
        [key],
      );
      return row && { key: row.code, fields: { name: row.name, parentCode: row.parentCode ?? '' } };
    },
    add: async (tx, { key, oldId, fields }) => {
      const { name = key, parentCode } = fields;
      const id = isId(oldId) && !(await isTaken(tx, 'area', oldId)) ? oldId : undefined;
      await this.areaService.create(tx, { code: key, name, id, parentCode: orNull(parentCode) ?? null });
      return key;
    },
    change: async (tx, { key }, changes) => {
      const parentCode = orNull(changed(changes, 'parentCode'));
      await this.areaService.patch(tx, key, { name: changed(changes, 'name'), parentCode });
    },
  };

  readonly departments: KindImporter<SiteObject> = {
    kind: 'departments',
    find: async (tx, { key }) => {
      const [row]: { name: string; parentCode: string | null; sortNo: number }[] = await tx.query(
        'SELECT name, parent_code AS "parentCode", sort_no AS "sortNo" FROM department WHERE code = $1',
        [key],
      );
      return row && { key, fields: { ...row, parentCode: row.parentCode ?? '', sortNo: String(row.sortNo) } };
    },
    usual: ({ key }) => ({ name: key }),
    add: async (tx, { key, fields }) => {
      await this.departmentService.save(tx, key, departmentFacts(fields.name, fields.parentCode, fields.sortNo));
      return key;
    },
    change: async (tx, { key }, changes) => {
      const [name, parentCode, sortNo] = ['name', 'parentCode', 'sortNo'].map((field) => changed(changes, field));
      await this.departmentService.save(tx, key, departmentFacts(name, parentCode, sortNo));
    },
  };

  readonly devices: KindImporter<DeviceObject> = {
    kind: 'devices',
    find: async (tx, { key }): Promise<Existing | undefined> => {
      const [row]: { name: string }[] = await tx.query(
        `SELECT name FROM device WHERE sn = $1 AND status IN ('approved', 'disabled')`,
        [key],
      );
      return row && { key, fields: { name: row.name } };
    },
    add: async (tx, { key, oldId, module, fields }) => {
      const id = isId(oldId) && !(await isTaken(tx, 'device', oldId)) ? oldId : undefined;
      await this.deviceService.add(tx, { sn: key, id, module, name: fields.name === '' ? key : fields.name });
      return key;
    },
    change: async (tx, { key }, changes) => {
      await this.deviceService.patch(tx, key, { name: changed(changes, 'name') });
    },
  };
}

const departmentFacts = (name?: string, parentCode?: string, sortNo?: string) => ({
  name,
  parentCode: orNull(parentCode),
  sortNo: sortNo === undefined ? undefined : Number(sortNo),
});

/** What can be an id here (`OwnId`). */
export const isId = (text: string): boolean => /^[\x21-\x7e]{1,64}$/.test(text);

export async function isTaken(tx: EntityManager, table: 'area' | 'device', id: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(`SELECT 1 FROM ${table} WHERE id = $1`, [id]);
  return rows.length > 0;
}
