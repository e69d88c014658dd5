import { alarmCountKeys, type AlarmCountKey } from '../../modules/alarm/alarm-counts.js';
import { idleKinds, type IdleKind } from '../../modules/person/idle.js';
import { countKeys, countSteps, type CountKey, type CountStep } from '../../modules/transaction/hour-counts.js';
import { outcomes, type Outcome } from '../../protocol/access-push/codes/outcomes.js';
import { Int, OneOf, Shown, Text } from '../common/fields.js';
import { ListQuery } from '../common/page.js';
import { moment } from './span.js';

const optional = { optional: true } as const;

/** A time in whole hours: an hour that is touched is meant as a whole. */
class SpanQuery {
  @Text('Where it begins, by the clock of the site; left out = a usual time before the end', {
    ...optional,
    pattern: moment,
  })
  from?: string;
  @Text('Where it ends: a day with all of it; left out = now', { ...optional, pattern: moment }) to?: string;
}

export class EventCountsQuery extends SpanQuery {
  @OneOf('A row for each hour, each day, or each of the 168 hours of the week; left out = hour', countSteps, optional)
  step?: CountStep;
  @OneOf('What the numbers of a row are for; left out = outcome', countKeys, optional) by?: CountKey;
  @Int('So many keys, those with the most events; all others are one; left out = 20', { ...optional, min: 1, max: 50 })
  top?: number;
  @OneOf('Only events with this outcome', outcomes, optional) outcome?: Outcome;
  @Text('Only of this device', { ...optional, min: 1 }) sn?: string;
  @Text('Only of this door', { ...optional, min: 1 }) doorId?: string;
  @Text('Only at devices of this area and those below it', { ...optional, min: 1 }) areaCode?: string;
}

export class AlarmCountsQuery extends SpanQuery {
  @OneOf('hour: a row for each hour; door, kind: a number for each of them; left out = hour', alarmCountKeys, optional)
  by?: AlarmCountKey;
  @Int('So many doors or kinds; all others are one; left out = 20', { ...optional, min: 1, max: 50 }) top?: number;
}

export class OccupancyQuery extends SpanQuery {
  @Text('Only this zone; left out = all that are seen, 20 at most', { ...optional, min: 1 }) zoneId?: string;
}

export class IdleQuery extends ListQuery {
  @Int('No event for so many days; left out = 90', { ...optional, min: 1, max: 3_650 }) days?: number;
  @OneOf('persons: who has not come; cards: which nobody used; left out = persons', idleKinds, optional) of?: IdleKind;
  @OneOf('true: the answer has total, the number of all items that fit', ['true', 'false'], optional)
  count?: 'true' | 'false';
}

export class CountKeyView {
  @Shown('What is counted; empty where an event has none, null for all others together', {
    type: String,
    nullable: true,
  })
  key!: string | null;
  @Shown('What it is called; empty where it has no name any more') name!: string;
}

const value: { oneOf: { type: string }[] } = { oneOf: [{ type: 'string' }, { type: 'number' }] };
const row = { type: 'array' as const, items: { type: 'array', items: value } };

export class CountsView {
  @Shown('The time zone of the site: hours and days are its own') timeZone!: string;
  @Shown('What the numbers are for, in their order', { type: [CountKeyView] }) keys!: CountKeyView[];
  @Shown(
    'Without gaps: the start, then a number for each key. The start of an hour has its distance from UTC; a day is ' +
      'yyyy-MM-dd; an hour of the week is 0 (Monday, 00:00) to 167',
    { ...row, example: [['2026-10-25T02:00:00+02:00', 12, 3]] },
  )
  rows!: (string | number)[][];
  @Shown('All of them') total!: number;
}

export class OccupancyView {
  @Shown('The time zone of the site: hours are its own') timeZone!: string;
  @Shown('The zones, in the order of their names', { type: [CountKeyView] }) keys!: CountKeyView[];
  @Shown('Each hour: its start, then the most people at one moment for each zone', row) rows!: (string | number)[][];
  @Shown('Those who are in each zone now', { type: [Number] }) now!: number[];
  @Shown('Those who are in all of them now') total!: number;
}

export class IdleView {
  @Shown('Person') pin!: string;
  @Shown('First name') name!: string;
  @Shown('Last name') lastName!: string;
  @Shown('Code of the department') deptCode!: string;
  @Shown('Its name') deptName!: string;
  @Shown('The card, or the main card of the person; empty without') cardNo!: string;
  @Shown('The last event of the person, or with the card; null = none, or none that you see', {
    type: String,
    format: 'date-time',
    nullable: true,
  })
  lastSeen!: string | null;
}
