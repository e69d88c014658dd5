import { Int, Items, OneOf, Text, Texts, Values } from '../common/fields.js';
import { daysSchema, RuleBody } from './rule.dto.js';

const pinsAbout = 'Pins, all of them';

export class FirstCardRuleBody extends RuleBody {
  @Text('Its door; one rule a door', { min: 1 }) doorId!: string;
  @Int('The time zone in which the first card counts', { min: 1 }) timeZoneId!: number;
  @Texts(pinsAbout) pins!: string[];
  @OneOf(
    'What the first card does: the door stays open, or others may verify from then on; left out = normalOpen',
    ['normalOpen', 'activate'],
    {
      optional: true,
    },
  )
  mode?: 'normalOpen' | 'activate';
}

export class PersonGroupBody extends RuleBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Texts(pinsAbout) pins!: string[];
}

export class GroupCount {
  @Text('A person group', { min: 1 }) groupId!: string;
  @Int('How many of the group are needed', { min: 1, max: 5 }) count!: number;
}

export class MultiCardRuleBody extends RuleBody {
  @Text('Its door', { min: 1 }) doorId!: string;
  @Items('Who has to come together: 2 to 5 cards in all', () => GroupCount, { fewest: 1, most: 5 })
  groups!: GroupCount[];
}

export class SuperUserRuleBody extends RuleBody {
  @Texts('Doors, all of them') doorIds!: string[];
  @Texts(pinsAbout) pins!: string[];
}

export class VerificationScheduleBody extends RuleBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Values('Up to three periods a day; user and door are modes of appendix 3, left out = the usual one', {
    schema: daysSchema,
    example: { mon: [{ from: '08:00', to: '18:00', door: 4 }] },
  })
  days!: Record<string, { from: string; to: string; user?: number; door?: number }[]>;
}

export class DoorVerificationRuleBody extends RuleBody {
  @Text('Its door; one rule a door', { min: 1 }) doorId!: string;
  @Text('A verification schedule', { min: 1 }) scheduleId!: string;
}

export class PersonVerificationRuleBody extends RuleBody {
  @Texts('Doors, all of them') doorIds!: string[];
  @Texts(pinsAbout) pins!: string[];
  @Text('A verification schedule', { min: 1 }) scheduleId!: string;
}
