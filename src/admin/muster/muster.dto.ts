import { musterStates, type Muster, type MusterCounts, type MusterState } from '../../modules/muster/muster.js';
import { Flag, OneOf, OwnId, Shown, Text, Texts } from '../common/fields.js';
import { LastDoorView } from '../access/zone.dto.js';

const instant = {
  is: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
  says: 'an instant as 2026-05-01T08:30:00Z',
  begins: 'day',
} as const;

const words = {
  zones: 'Ids of the zones whose people are counted',
  readers: 'Ids of the readers at which people tick themselves as safe',
  drill: 'A drill',
  state: 'safe; missing = looked for; notHere = not on the site',
} as const;

export class MusterBody {
  @Texts(words.zones) zoneIds!: string[];
  @Texts(words.readers, { optional: true }) readerIds?: string[];
  @Flag(words.drill) drill!: boolean;
  @OwnId() id?: string;
}

export class MusterMarkBody {
  @OneOf(words.state, musterStates) state!: MusterState;
  @Text('When it was seen; left out = now. The newest counts, in whatever order they come', {
    optional: true,
    pattern: instant,
    example: '2026-05-01T08:30:00Z',
  })
  at?: string;
}

const time = { nullable: true, type: String, format: 'date-time' } as const;
const aside = { nullable: true, type: String } as const;

export class MusterZoneView {
  @Shown('Id') id!: string;
  @Shown('Name when the muster began') name!: string;
}

export class MusterCountsView {
  @Shown('All people of the muster') total!: number;
  @Shown('Safe') safe!: number;
  @Shown('Looked for') missing!: number;
  @Shown('Not on the site') notHere!: number;
  @Shown('Nobody has said anything of them') unmarked!: number;
}

export class MusterView {
  @Shown('Id') id!: string;
  @Shown('Zones', { type: [MusterZoneView] }) zones!: MusterZoneView[];
  @Shown(words.readers) readerIds!: string[];
  @Shown(words.drill) drill!: boolean;
  @Shown('When it began') startedAt!: string;
  @Shown('Who began it') startedBy!: string;
  @Shown('When it ended; null = it goes on', time) endedAt!: string | null;
  @Shown('Who ended it', aside) endedBy!: string | null;
  @Shown('How many', { type: MusterCountsView }) counts!: MusterCountsView;
}

export class MusterPersonView {
  @Shown('Pin') pin!: string;
  @Shown('First name when the muster began') name!: string;
  @Shown('Last name') lastName!: string;
  @Shown('Name of the department; empty for a visitor') deptName!: string;
  @Shown('Telephone; absent for who may not read all of a person', { required: false }) phone?: string;
  @Shown('A visitor') visitor!: boolean;
  @Shown('Whom a visitor visits; empty for all others') hostName!: string;
  @Shown('When the photo was set; null = there is none, or it is not shown to you', time) photoAt!: string | null;
  @Shown('The zone that the person came into last; null = was not inside', aside) zoneId!: string | null;
  @Shown('When the person came in; null = was not inside', time) since!: string | null;
  @Shown('The door of the newest event before the muster', { nullable: true, type: LastDoorView })
  lastDoor!: LastDoorView | null;
  @Shown('Was not inside by the readers: added by hand, or came to a reader of the muster') added!: boolean;
  @Shown(`${words.state}; null = nobody has said anything`, { nullable: true, enum: [...musterStates], type: String })
  state!: MusterState | null;
  @Shown('When that was seen', time) at!: string | null;
  @Shown('Who said it; null = a reader', aside) by!: string | null;
  @Shown('The reader; null = an operator said it', aside) readerId!: string | null;
}

export class MusterReportView {
  @Shown('When it began') startedAt!: string;
  @Shown('When it ended') endedAt!: string;
  @Shown('How long it took, in seconds') seconds!: number;
  @Shown(words.drill) drill!: boolean;
  @Shown('All people of the muster') total!: number;
  @Shown('Safe') safe!: number;
  @Shown('Not on the site') notHere!: number;
  @Shown('Of all, those who were not inside by the readers') added!: number;
  @Shown('When the last of those who are safe was seen', time) lastSafeAt!: string | null;
  @Shown('Who is missing, also those of whom nobody had said anything', { type: [MusterPersonView] })
  missing!: MusterPersonView[];
}

export class MusterDetailView extends MusterView {
  @Shown('People, by name', { type: [MusterPersonView] }) persons!: MusterPersonView[];
  @Shown('What was known at the end: marks that come later do not change it; null = it goes on', {
    nullable: true,
    type: MusterReportView,
  })
  report!: MusterReportView | null;
}

const nobody: MusterCounts = { total: 0, safe: 0, missing: 0, notHere: 0, unmarked: 0 };

export const toMusterView = (muster: Muster, counts: MusterCounts = nobody): MusterView => ({
  id: muster.id,
  zones: muster.zoneIds.map((id, place) => ({ id, name: muster.zoneNames[place] ?? '' })),
  readerIds: muster.readerIds,
  drill: muster.drill,
  startedAt: muster.startedAt.toISOString(),
  startedBy: muster.startedBy,
  endedAt: muster.endedAt?.toISOString() ?? null,
  endedBy: muster.endedBy,
  counts,
});
