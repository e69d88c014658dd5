import type { AccLevel } from '../accLevel/acc-level.entity.js';
import { Int, OwnId, Shown, Text, Texts } from './kit/fields.js';

const doorsAbout = 'Its doors, all of them';

export class AccessLevelBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Int('Time zone; left out = always', { optional: true, min: 1 }) timeZoneId?: number;
  @Texts(doorsAbout, { optional: true }) doorIds?: string[];
  @Text('Code of its area', { optional: true, min: 1 }) areaCode?: string;
  @OwnId() id?: string;
}

export class AccessLevelPatch {
  @Text('Name, one of its kind', { optional: true, min: 1 }) name?: string;
  @Int('Time zone', { optional: true, min: 1 }) timeZoneId?: number;
  @Texts(doorsAbout, { optional: true }) doorIds?: string[];
  @Text('Code of its area', { optional: true, min: 1 }) areaCode?: string;
}

export class AccessLevelView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Time zone; 1 = always') timeZoneId!: number;
  @Shown(doorsAbout) doorIds!: string[];
  @Shown('Code of its area') areaCode!: string;
}

export class MemberView {
  @Shown('Pin') pin!: string;
  @Shown('First name') name!: string;
  @Shown('Last name') lastName!: string;
}

export const toAccessLevelView = (level: AccLevel, doorIds: string[]): AccessLevelView => ({
  id: level.id,
  name: level.name,
  timeZoneId: level.timeZoneId,
  doorIds,
  areaCode: level.areaCode,
});
