import type { Department } from '../../modules/department/department.entity.js';
import { ChangedAt, Int, OwnId, Shown, Text, Texts } from '../common/fields.js';

export class DepartmentBody {
  @Text('Code', { min: 1, max: 64 }) code!: string;
  @Text('Name', { min: 1 }) name!: string;
  @Text('Code of the department above; null = at the top', { optional: true, nullable: true })
  parentCode?: string | null;
  @Int('Place among its neighbours', { optional: true }) sortNo?: number;
  @OwnId() id?: string;
}

export class DepartmentPatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Text('Code of the department above; null = at the top', { optional: true, nullable: true })
  parentCode?: string | null;
  @Int('Place among its neighbours', { optional: true }) sortNo?: number;
}

export class DepartmentLevelsBody {
  @Texts('Ids of all of its levels: of doors, floors or gates') levelIds!: string[];
}

class DepartmentLevelView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('acc doors, ele floors, psg gates') business!: string;
}

export class DepartmentLevelsView {
  @Shown('Ids of its levels') levelIds!: string[];
  @Shown('Its levels', { type: [DepartmentLevelView] }) items!: DepartmentLevelView[];
}

export class DepartmentView {
  @Shown('Id') id!: string;
  @Shown('Code') code!: string;
  @Shown('Name') name!: string;
  @Shown('Code of the department above', { nullable: true, type: String }) parentCode!: string | null;
  @Shown('Place among its neighbours') sortNo!: number;
  @ChangedAt() updatedAt!: Date;
}

export const toDepartmentView = ({ id, code, name, parentCode, sortNo, updatedAt }: Department): DepartmentView => ({
  id,
  code,
  name,
  parentCode,
  sortNo,
  updatedAt,
});
