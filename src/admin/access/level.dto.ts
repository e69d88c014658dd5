import { levelWarnings } from '../../modules/accLevel/level-counts.js';
import { levelUseKinds } from '../../modules/accLevel/level-uses.js';
import { ChangedAt, Int, OwnId, Shown, Text, Texts } from '../common/fields.js';

const doorsAbout = 'Its doors, all of them';
const floorsAbout = 'Its floors, all of them';
const gatesAbout = 'Its gates, all of them';

/** The fields of a level of any business. */
export class LevelBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Int('Time zone; left out = always', { optional: true, min: 1 }) timeZoneId?: number;
  @Text('Code of its area', { optional: true, min: 1 }) areaCode?: string;
  @OwnId() id?: string;
}

export class AccessLevelBody extends LevelBody {
  @Texts(doorsAbout, { optional: true }) doorIds?: string[];
}

export class ElevatorLevelBody extends LevelBody {
  @Texts(floorsAbout, { optional: true }) floorIds?: string[];
}

export class GateLevelBody extends LevelBody {
  @Texts(gatesAbout, { optional: true }) gateIds?: string[];
}

export class VisitorLevelBody extends LevelBody {
  @Texts(doorsAbout, { optional: true }) doorIds?: string[];
  @Texts(floorsAbout, { optional: true }) floorIds?: string[];
  @Texts(gatesAbout, { optional: true }) gateIds?: string[];
}

class LevelUseView {
  @Shown('department: everybody in it gets the level; setting: the setting of this name gives it', {
    enum: [...levelUseKinds],
  })
  kind!: string;
  @Shown('Code of the department, or name of the setting') id!: string;
  @Shown('Name') name!: string;
}

export class LevelView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Time zone; 1 = always') timeZoneId!: number;
  @Shown('Code of its area') areaCode!: string;
  @Shown('How many doors it leads to') doorCount!: number;
  @Shown('How many people have it') personCount!: number;
  @Shown('Why it opens nothing: it leads nowhere, nobody has it, its time zone is never open', {
    enum: [...levelWarnings],
    isArray: true,
  })
  warnings!: readonly string[];
  @Shown('What gives it to people by itself', { type: [LevelUseView] }) usedBy!: LevelUseView[];
  @ChangedAt() updatedAt!: Date;
}

export class AccessLevelView extends LevelView {
  @Shown(doorsAbout) doorIds!: string[];
}

export class ElevatorLevelView extends LevelView {
  @Shown(floorsAbout) floorIds!: string[];
}

export class GateLevelView extends LevelView {
  @Shown(gatesAbout) gateIds!: string[];
}

export class VisitorLevelView extends LevelView {
  @Shown(doorsAbout) doorIds!: string[];
  @Shown(floorsAbout) floorIds!: string[];
  @Shown(gatesAbout) gateIds!: string[];
}

export class MemberView {
  @Shown('Pin') pin!: string;
  @Shown('First name') name!: string;
  @Shown('Last name') lastName!: string;
}

export class MembersBody {
  @Texts('Pins of those who get it', { optional: true }) add?: string[];
  @Texts('Pins of those who lose it', { optional: true }) remove?: string[];
}

class MemberOutcome {
  @Shown('Pin') pin!: string;
  @Shown('Why nothing was changed for this person; null = it is done', {
    nullable: true,
    type: String,
    example: 'personNotFound',
  })
  error!: string | null;
}

export class MembersView {
  @Shown('Everybody who was named, once', { type: [MemberOutcome] }) items!: MemberOutcome[];
}
