import type { Type } from '@nestjs/common';
import { InsideView } from '../access/zone.dto.js';
import { AlarmView } from '../alarm/alarm.dto.js';
import { DaySheetView } from '../attendance/day-sheet.dto.js';
import { CommandView } from '../device/command.dto.js';
import { EventView } from '../event/event.dto.js';
import { PersonView } from '../person/person.dto.js';
import { AuditView } from '../system/audit.dto.js';
import { VisitView } from '../visitor/visitor.dto.js';
import type { ExportedList } from './lists.js';

interface Table {
  /** Null = people inside, who stand in a list for each zone. */
  readonly list: ExportedList | null;
  /** Names of what can be written, in the order in which it is where nothing else is asked for. */
  readonly columns: () => readonly string[];
}

/** What the document says of a view is what it has. */
const declared = (view: Type<unknown>, without: readonly string[] = []) => {
  const names = Reflect.getMetadata('swagger/apiModelPropertiesArray', view.prototype as object) as string[];
  return names.map((name) => name.replace(/^:/, '')).filter((name) => !without.includes(name));
};

export const exportedTables = {
  events: {
    list: { path: 'events', always: { order: 'newest' }, cursor: 'before' },
    // Only the feed has it.
    columns: () => declared(EventView, ['position']),
  },
  persons: { list: { path: 'persons', cursor: 'cursor' }, columns: () => declared(PersonView) },
  visits: { list: { path: 'visits', cursor: 'cursor' }, columns: () => declared(VisitView, ['photos']) },
  audit: { list: { path: 'audit', cursor: 'cursor' }, columns: () => declared(AuditView) },
  commands: { list: { path: 'commands', cursor: 'cursor' }, columns: () => declared(CommandView) },
  alarms: { list: { path: 'alarms', cursor: 'cursor' }, columns: () => declared(AlarmView) },
  attendance: { list: { path: 'attendance/days', cursor: 'cursor' }, columns: () => declared(DaySheetView) },
  inside: { list: null, columns: () => ['zoneId', 'zoneName', ...declared(InsideView)] },
} as const satisfies Readonly<Record<string, Table>>;
export type TableName = keyof typeof exportedTables;
