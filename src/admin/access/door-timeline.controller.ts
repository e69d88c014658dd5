import { Param, Query } from '@nestjs/common';
import { DoorSettingsService } from '../../modules/door/door-settings.service.js';
import { DoorTimelineService, type TimelineEntry } from '../../modules/door/door-timeline.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Read } from '../common/admin.js';
import { Shown, Text } from '../common/fields.js';
import { invalidField } from '../common/invalid.js';
import { DoorConditionView } from './door-state.dto.js';

const dayMs = 24 * 60 * 60 * 1_000;
const longestDays = 31;
/** A door that rattles has more; a picture of a day shows no more than these. */
const mostEntries = 5_000;

const instant = {
  is: /^(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?$/,
  says: 'an instant as 2026-05-01T08:30:00Z',
} as const;

class TimelineQuery {
  @Text('Beginning; left out = a day before the end', { optional: true, pattern: instant }) from?: string;
  @Text(`End, at most ${longestDays} days later; left out = now`, { optional: true, pattern: instant }) to?: string;
}

class TimelineEntryView extends DoorConditionView {
  @Shown('From when on; of the first entry it may be before the beginning', { format: 'date-time' }) at!: string;
}

class TimelineView {
  @Shown('Beginning', { format: 'date-time' }) from!: string;
  @Shown('End', { format: 'date-time' }) to!: string;
  @Shown('Changes, oldest first; the first entry is the state at the beginning, where that is known', {
    type: [TimelineEntryView],
  })
  items!: TimelineEntryView[];
  @Shown('Whether there are more: ask again from the last entry on') isCut!: boolean;
}

@AdminResource('doors/:id/timeline')
export class DoorTimelineController {
  constructor(
    private readonly doors: DoorSettingsService,
    private readonly timeline: DoorTimelineService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'What was known of a door over time: changes of its state', { of: TimelineView })
  async read(@Param('id') id: string, @Query() query: TimelineQuery): Promise<TimelineView> {
    const { from, to } = periodOf(query);
    const { manager } = this.unitOfWork;
    await this.doors.getDoor(manager, id);
    const entries = await this.timeline.read(manager, id, { from, to, most: mostEntries + 1 });
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      items: entries.slice(0, mostEntries).map(toEntryView),
      isCut: entries.length > mostEntries,
    };
  }
}

const toEntryView = ({ at, condition, until }: TimelineEntry): TimelineEntryView => ({
  at: at.toISOString(),
  ...condition,
  until: until?.toISOString() ?? null,
});

/** @throws Failure invalid */
function periodOf(query: TimelineQuery): { from: Date; to: Date } {
  const to = instantOf('to', query.to) ?? new Date();
  const from = instantOf('from', query.from) ?? new Date(to.getTime() - dayMs);
  if (from >= to) throw invalidField('from', 'is not before to');
  if (to.getTime() - from.getTime() > longestDays * dayMs)
    throw invalidField('from', `is more than ${longestDays} days before to`);
  return { from, to };
}

function instantOf(field: string, text = ''): Date | null {
  if (text === '') return null;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw invalidField(field, 'is no instant of the calendar');
  return at;
}
