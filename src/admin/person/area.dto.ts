import type { Area } from '../../modules/area/area.entity.js';
import { ChangedAt, OwnId, Shown, Text, Texts } from '../common/fields.js';

const learning =
  'Codes of the areas from whose devices its terminals take templates and photos that those have learnt; none = from ' +
  'nobody, null = from every device that knows the person';

export class AreaBody {
  @Text('Code', { min: 1, max: 64 }) code!: string;
  @Text('Name', { min: 1 }) name!: string;
  @Text('Code of the area above; null = at the top', { optional: true, nullable: true }) parentCode?: string | null;
  @Texts(learning, { optional: true, nullable: true }) learnsFrom?: string[] | null;
  @OwnId() id?: string;
}

export class AreaPatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Text('Code of the area above; null = at the top', { optional: true, nullable: true }) parentCode?: string | null;
  @Texts(learning, { optional: true, nullable: true }) learnsFrom?: string[] | null;
}

export class AreaView {
  @Shown('Id') id!: string;
  @Shown('Code') code!: string;
  @Shown('Name') name!: string;
  @Shown('Code of the area above', { nullable: true, type: String }) parentCode!: string | null;
  @Shown(learning, { nullable: true, type: [String] }) learnsFrom!: string[] | null;
  @ChangedAt() updatedAt!: Date;
}

export const toAreaView = ({ id, code, name, parentCode, learnsFrom, updatedAt }: Area): AreaView => ({
  id,
  code,
  name,
  parentCode,
  learnsFrom,
  updatedAt,
});
