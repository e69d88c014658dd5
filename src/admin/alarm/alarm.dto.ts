import {
  alarmOrders,
  alarmOutcomes,
  alarmStates,
  type AlarmOrder,
  type AlarmRow,
} from '../../modules/alarm/alarm-list.js';
import { alarmKinds } from '../../modules/alarm/alarm-kinds.js';
import type { KindNow } from '../../modules/alarm/alarm-kind.service.js';
import { Flag, Int, OneOf, Shown, Text, Texts } from '../common/fields.js';
import { ListQuery } from '../common/page.js';

export const longestShelving = 480;
const longestNote = 1_000;
const longestInstruction = 2_000;

const instant = {
  is: /^(\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?)?$/,
  says: 'an instant as 2026-05-01T08:30:00Z, or a day',
} as const;

export class AlarmsQuery extends ListQuery {
  @OneOf('unacked, acked: the cause lasts; cleared, closed: it is over; left out = all', alarmStates, {
    optional: true,
  })
  state?: (typeof alarmStates)[number];
  @Text('1 to 4, or several with commas', {
    optional: true,
    pattern: { is: /^([1-4](,[1-4])*)?$/, says: '1 to 4, with commas' },
  })
  priority?: string;
  @Text('A kind, or several with commas', { optional: true }) kind?: string;
  @Text('Only of this door', { optional: true }) doorId?: string;
  @Text('Only of devices in this area and the areas in it', { optional: true }) areaCode?: string;
  @Text('Begun at this instant or later', { optional: true, pattern: instant }) from?: string;
  @Text('Begun at this instant or earlier', { optional: true, pattern: instant }) to?: string;
  @Text('Part of the kind, the device, the door, who acknowledged or a note', { optional: true, max: 100 }) q?: string;
  @OneOf('newest; priority: the most urgent first, and of those the newest', alarmOrders, { optional: true })
  sort?: AlarmOrder;
  @OneOf('true: the answer has total, the number of all items that fit', ['true', 'false'], { optional: true })
  count?: 'true' | 'false';
}

export class AckBody {
  @Texts('These alarms') ids!: string[];
  @OneOf('What it was', alarmOutcomes) outcome!: (typeof alarmOutcomes)[number];
  @Text('What was found', { optional: true, max: longestNote }) note?: string;
}

export class NoteBody {
  @Text('What is to be known', { min: 1, max: longestNote }) note!: string;
}

export class ShelveBody {
  @Int('For so long it is out of sight', { min: 1, max: longestShelving }) minutes!: number;
  @Text('Why', { min: 1, max: longestNote }) reason!: string;
}

export class AlarmKindPatch {
  @Int('1 is the most urgent', { optional: true, min: 1, max: 4 }) priority?: 1 | 2 | 3 | 4;
  @Text('What to do about it', { optional: true, max: longestInstruction }) instruction?: string;
  @Flag('The console is heard', { optional: true }) sound?: boolean;
  @Flag('No alarm of this kind is raised', { optional: true }) off?: boolean;
}

export class AlarmKindView {
  @Shown('The kind', { enum: [...alarmKinds] }) kind!: string;
  @Shown('1 is the most urgent') priority!: number;
  @Shown('What to do about it') instruction!: string;
  @Shown('The console is heard') sound!: boolean;
  @Shown('No alarm of this kind is raised') off!: boolean;
}

export class AlarmKindsView {
  @Shown('All kinds', { type: [AlarmKindView] }) items!: AlarmKindView[];
}

class AckView {
  @Shown('Who') by!: string;
  @Shown('When', { format: 'date-time' }) at!: string;
  @Shown('What it was', { enum: [...alarmOutcomes] }) outcome!: string;
  @Shown('What was found') note!: string;
}

class AlarmNoteView {
  @Shown('Who') by!: string;
  @Shown('When', { format: 'date-time' }) at!: string;
  @Shown('What is to be known') note!: string;
}

const maybe = { nullable: true, type: String } as const;

export class AlarmView {
  @Shown('Id') id!: string;
  @Shown('What it is about', { enum: [...alarmKinds] }) kind!: string;
  @Shown('The event code of the last time; the kind where no event raised it') code!: string;
  @Shown(
    'eventNo; contactId, name, partition, partitionName, point, pointName of an intrusion panel; failed: rows that the device refuses; seconds: how wrong its clock was',
    { type: Object },
  )
  params!: object;
  @Shown('1 is the most urgent') priority!: number;
  @Shown('Where it is in its life', { enum: [...alarmStates] }) state!: string;
  @Shown('Serial number of the device; empty for an intrusion panel') sn!: string;
  @Shown('Name of the device, or of the panel; null where it was deleted', maybe) deviceName!: string | null;
  @Shown('The intrusion panel; null where a device raised it', maybe) intrusionPanelId!: string | null;
  @Shown('The door', maybe) doorId!: string | null;
  @Shown('Name of the door', maybe) doorName!: string | null;
  @Shown('The last event', maybe) eventId!: string | null;
  @Shown('How often it happened') count!: number;
  @Shown('The first time', { format: 'date-time' }) firstAt!: string;
  @Shown('The last time', { format: 'date-time' }) lastAt!: string;
  @Shown('Whether the cause lasts') active!: boolean;
  @Shown('Who has seen to it; null = nobody', { nullable: true, type: AckView }) ack!: AckView | null;
  @Shown('Out of sight until then', { ...maybe, format: 'date-time' }) shelvedUntil!: string | null;
  @Shown('Who put it aside', maybe) shelvedBy!: string | null;
  @Shown('Why it was put aside', maybe) shelveReason!: string | null;
  @Shown('What was noted, oldest first', { type: [AlarmNoteView] }) notes!: AlarmNoteView[];
  @Shown('What to do about this kind') instruction!: string;
  @Shown('The console is heard') sound!: boolean;
}

class AckedView {
  @Shown('The alarm') id!: string;
  @Shown('already: somebody did it before', { enum: ['acked', 'already', 'notFound'] }) result!: string;
  @Shown('Who, when and what; null where there is no such alarm', { nullable: true, type: AckView })
  ack!: AckView | null;
}

export class AckedAlarmsView {
  @Shown('One for each alarm', { type: [AckedView] }) items!: AckedView[];
}

class PriorityCountView {
  @Shown('1 is the most urgent') priority!: number;
  @Shown('Alarms that nobody has acknowledged') count!: number;
}

export class AlarmSummaryView {
  @Shown('Nobody has acknowledged them, and their cause lasts') unacked!: number;
  @Shown('Acknowledged, and their cause lasts') acked!: number;
  @Shown('Nobody has acknowledged them, and their cause is over') cleared!: number;
  @Shown('Put aside') shelved!: number;
  @Shown('Those that nobody has acknowledged, by priority', { type: [PriorityCountView] })
  byPriority!: PriorityCountView[];
  @Shown('Raised in the last ten minutes') recent!: number;
  @Shown('More than ten in ten minutes: nobody can look at each') flood!: boolean;
}

export const usualDays = 7;

export class NuisanceQuery {
  @Int('So many days back', { optional: true, min: 1, max: 90 }) days?: number;
}

class NuisanceView {
  @Shown('The door') doorId!: string;
  @Shown('Name of the door') doorName!: string;
  @Shown('Serial number of the device') sn!: string;
  @Shown('Name of the device; null where it was deleted', maybe) deviceName!: string | null;
  @Shown('What it is about', { enum: [...alarmKinds] }) kind!: string;
  @Shown('How often it happened') count!: number;
  @Shown('The last time', { format: 'date-time' }) lastAt!: string;
  @Shown(
    'exitButton: it is forced within 3 s of its exit button; closer: it stays open at the same hour of the day; null = unknown',
    { ...maybe, enum: ['exitButton', 'closer', null] },
  )
  cause!: string | null;
}

export class NuisancesView {
  @Shown('At most ten, the worst first', { type: [NuisanceView] }) items!: NuisanceView[];
}

const mostByHand = 10;
export const isFlood = (recent: number): boolean => recent > mostByHand;

export function ackOf({ ackBy, ackAt, ackOutcome, ackNote }: AlarmRow): AckView | null {
  if (ackAt === null) return null;
  return { by: ackBy ?? '', at: ackAt.toISOString(), outcome: ackOutcome ?? '', note: ackNote ?? '' };
}

export function toAlarmView(row: AlarmRow, kind: Pick<KindNow, 'instruction' | 'sound'> | undefined): AlarmView {
  const isShelved = row.state === 'shelved';
  return {
    ...{ id: row.id, kind: row.kind, code: row.code, params: row.params, priority: row.priority, state: row.state },
    ...{
      sn: row.sn,
      deviceName: row.deviceName,
      intrusionPanelId: row.intrusionPanelId,
      doorId: row.doorId,
      doorName: row.doorName,
      eventId: row.eventId,
    },
    ...{ count: row.count, firstAt: row.firstAt.toISOString(), lastAt: row.lastAt.toISOString(), active: row.active },
    ack: ackOf(row),
    shelvedUntil: isShelved ? (row.shelvedUntil?.toISOString() ?? null) : null,
    shelvedBy: isShelved ? row.shelvedBy : null,
    shelveReason: isShelved ? row.shelveReason : null,
    notes: row.notes.map(({ by, at, note }) => ({ by, at: new Date(at).toISOString(), note })),
    instruction: kind?.instruction ?? '',
    sound: kind?.sound ?? false,
  };
}
