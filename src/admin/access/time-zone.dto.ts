import { dayNames, type Periods, type TimeZone } from '../../modules/timeZone/time-zone.entity.js';
import type { ZoneUse } from '../../modules/timeZone/zone-uses.js';
import { ChangedAt, Shown, Text, Values } from '../common/fields.js';

const daySchema = {
  type: 'array',
  maxItems: 3,
  items: { type: 'array', minItems: 2, maxItems: 2, items: { type: 'string', example: '08:30' } },
};

const schema = { properties: Object.fromEntries(dayNames.map((day) => [day, daySchema])), additionalProperties: false };
const example = { mon: [['08:30', '12:00']], hol1: [] };
const about = 'Up to three periods a day, ["HH:mm", "HH:mm"] each; days not named are closed';

export class TimeZoneBody {
  @Text('Name', { min: 1 }) name!: string;
  @Values(about, { schema, example }) periods!: Periods;
}

export class TimeZonePatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Values(about, { optional: true, schema, example }) periods?: Periods;
}

class ZoneUseView {
  @Shown('What it is', { enum: ['level', 'rule', 'door'] }) kind!: string;
  @Shown('Id') id!: string;
  @Shown('Name; of a rule its kind and id') name!: string;
}

export class TimeZoneView {
  @Shown('TimezoneId on the wire; 1 = always, fixed') id!: number;
  @Shown('Name') name!: string;
  @Shown(about, { type: 'object', ...schema } as object) periods!: Periods;
  @Shown('What needs it: while there is anything it cannot be removed', { type: [ZoneUseView] }) usedBy!: ZoneUseView[];
  @ChangedAt() updatedAt!: Date;
}

export const toTimeZoneView = (
  { id, name, periods, updatedAt }: TimeZone,
  uses: ReadonlyMap<number, readonly ZoneUse[]>,
): TimeZoneView => ({ id, name, periods, usedBy: [...(uses.get(id) ?? [])], updatedAt });
