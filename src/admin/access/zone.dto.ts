import type { AccZone } from '../../modules/accZone/acc-zone.entity.js';
import type { ZoneReaders } from '../../modules/accZone/acc-zone.service.js';
import { ChangedAt, OwnId, Shown, Text, Texts } from '../common/fields.js';

const ways = { in: 'Readers that lead into the zone, all of them', out: 'Readers that lead out of it, all of them' };

export class ZoneBody {
  @Text('Name', { min: 1 }) name!: string;
  @Text('Code, one of its kind', { min: 1, max: 64 }) code!: string;
  @Texts(ways.in, { optional: true }) inReaderIds?: string[];
  @Texts(ways.out, { optional: true }) outReaderIds?: string[];
  @OwnId() id?: string;
}

export class ZonePatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Text('Code, one of its kind', { optional: true, min: 1, max: 64 }) code?: string;
  @Texts(ways.in, { optional: true }) inReaderIds?: string[];
  @Texts(ways.out, { optional: true }) outReaderIds?: string[];
}

export class ZoneView {
  @Shown('Id') id!: string;
  @Shown('Code') code!: string;
  @Shown('Name') name!: string;
  @Shown(ways.in) inReaderIds!: string[];
  @Shown(ways.out) outReaderIds!: string[];
  @Shown('How many are inside') inside!: number;
  @ChangedAt() updatedAt!: Date;
}

export class LastDoorView {
  @Shown('Id of the door') id!: string;
  @Shown('Its name when it happened') name!: string;
  @Shown('When it happened') at!: string;
}

const instant = { nullable: true, type: String, format: 'date-time' } as const;

export class InsideView {
  @Shown('Pin') pin!: string;
  @Shown('First name; empty where nobody has the pin') name!: string;
  @Shown('Last name') lastName!: string;
  @Shown('Name of the department; empty for a visitor') deptName!: string;
  @Shown('Telephone; absent for who may not read all of a person', { required: false }) phone?: string;
  @Shown('A visitor') visitor!: boolean;
  @Shown('Whom a visitor visits; empty for all others') hostName!: string;
  @Shown('When the photo was set; null = there is none, or it is not shown to you', instant) photoAt!: string | null;
  @Shown('When the person came in') since!: string;
  @Shown('The door of the newest event of the person; null = none, or it is outside of your areas', {
    nullable: true,
    type: LastDoorView,
  })
  lastDoor!: LastDoorView | null;
}

export const toZoneView = (
  { id, code, name, updatedAt }: AccZone,
  readers: ZoneReaders | undefined,
  inside = 0,
): ZoneView => ({
  id,
  code,
  name,
  inReaderIds: readers?.inReaderIds ?? [],
  outReaderIds: readers?.outReaderIds ?? [],
  inside,
  updatedAt,
});
