import type { Area } from '../area/area.entity.js';
import { OwnId, Shown, Text } from './kit/fields.js';

export class AreaBody {
  @Text('Code', { min: 1, max: 64 }) code!: string;
  @Text('Name', { min: 1 }) name!: string;
  @Text('Code of the area above; null = at the top', { optional: true, nullable: true }) parentCode?: string | null;
  @OwnId() id?: string;
}

export class AreaPatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Text('Code of the area above; null = at the top', { optional: true, nullable: true }) parentCode?: string | null;
}

export class AreaView {
  @Shown('Id') id!: string;
  @Shown('Code') code!: string;
  @Shown('Name') name!: string;
  @Shown('Code of the area above', { nullable: true, type: String }) parentCode!: string | null;
}

export const toAreaView = ({ id, code, name, parentCode }: Area): AreaView => ({ id, code, name, parentCode });
