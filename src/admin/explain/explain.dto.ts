import { passageChecks, quietCodes, reasons } from '../../modules/identification/passage.js';
import type { Explained } from '../../sync/explain/explained.js';
import type { Passage } from '../../sync/explain/explain-list.service.js';
import type { ExplainedEvent } from '../../sync/explain/explain.service.js';
import { fullName } from '../../sync/explain/explained.js';
import type { Held } from '../../sync/ledger/ledger-explain.repository.js';
import type { Moment } from '../../sync/explain/moment.js';
import { Shown, Text } from '../common/fields.js';
import { ListQuery } from '../common/page.js';

const moment = {
  is: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/,
  says: 'an instant as 2026-05-01T08:30:00Z, or a time of the clock of the door as 2026-05-01 08:30:00',
  begins: 'day',
} as const;
const At = () =>
  Text('An instant (with Z or an offset), or what the clock of the door shows; left out = now', {
    optional: true,
    pattern: moment,
    example: '2026-05-01T08:30:00Z',
  });

/** Text behind which a zone stands is an instant; any other is what a clock shows. */
export function momentOf(text: string | undefined): Moment {
  if (text === undefined || text === '') return new Date();
  if (/(Z|[+-]\d\d:\d\d)$/.test(text)) return new Date(text.replace(' ', 'T'));
  const plain = text.replace('T', ' ').slice(0, 'yyyy-MM-dd HH:mm:ss'.length);
  return plain.length === 'yyyy-MM-dd HH:mm'.length ? `${plain}:00` : plain;
}

export class AccessQuery {
  @Text('The door', { min: 1 }) doorId!: string;
  @At() at?: string;
  @Text('The person; with cardNo as well, both are shown at the door', { optional: true }) pin?: string;
  @Text('The card, decimal', { optional: true }) cardNo?: string;
}

export class DoorPersonsQuery extends ListQuery {
  @At() at?: string;
  @Text('Part of the name or the pin', { optional: true, max: 100 }) q?: string;
}

export class PersonDoorsQuery extends ListQuery {
  @At() at?: string;
}

class HeldView {
  @Shown('What the device holds of the right; none = nothing, and it is to hold nothing', {
    enum: ['held', 'pending', 'sent', 'retrying', 'failed', 'unsupported', 'unknown', 'leaving', 'none'],
  })
  state!: string;
  @Shown('Since when it holds it as it should', { nullable: true, type: String, format: 'date-time' })
  since!: string | null;
  @Shown('The command that carries what differs', { nullable: true, type: Number }) commandId!: number | null;
}

class CheckView {
  @Shown('What is looked at', { enum: [...passageChecks] }) check!: string;
  @Shown('true: it is in order; false: it refuses; null: the device alone knows', { nullable: true, type: Boolean })
  ok!: boolean | null;
  @Shown('Why', { enum: [...new Set([...reasons, ...quietCodes, 'closedByHoliday'])] }) code!: string;
  @Shown('What the sentence about it is made of', { type: 'object', additionalProperties: true }) params!: object;
  @Shown('The page of the console that shows it', { nullable: true, type: String }) link!: string | null;
}

class FixView {
  @Shown('What it does', {
    enum: [
      'enable',
      'endLater',
      'beginNow',
      'reinstate',
      'cardFound',
      'giveLevel',
      'endLockDown',
      'enableDoor',
      'sendAgain',
    ],
  })
  code!: string;
  @Shown('Of the call', { enum: ['POST', 'PUT', 'PATCH'] }) method!: string;
  @Shown('Below /admin/v1') path!: string;
  @Shown('Its body; null = none', { nullable: true, type: 'object', additionalProperties: true }) body!: object | null;
}

export class ExplainView {
  @Shown('By the facts of today; unknown = only the device knows', { enum: ['granted', 'refused', 'unknown'] })
  verdict!: string;
  @Shown('All that is looked at, in order. What has nothing to judge is left out: of nobody there is no validity', {
    type: [CheckView],
  })
  checks!: CheckView[];
  @Shown('What the device holds of it') held!: HeldView;
  @Shown('Calls that mend it', { type: [FixView] }) fixes!: FixView[];
}

class DeviceSaid {
  @Shown('Event code (Access PUSH, appendix 2)') eventNo!: number;
  @Shown('Its name') name!: string;
}

export class ExplainedEventView extends ExplainView {
  @Shown('What the device said') device!: DeviceSaid;
  @Shown('Numbers in the audit log of what was changed since: the person, levels, times, the door', { type: [Number] })
  changedSince!: number[];
}

class ViaView {
  @Shown('The level; null = the person belongs to the area of the terminal', { nullable: true, type: String })
  levelId!: string | null;
  @Shown('When it opens') timeZoneId!: number;
}

const until = 'The last second of it, by the clock of the door; null = more than a week';

export class DoorPersonView {
  @Shown('Pin') pin!: string;
  @Shown('First and last name') name!: string;
  @Shown('unknown: a rule that only the device can judge may refuse', { enum: ['granted', 'unknown'] })
  verdict!: string;
  @Shown('What opens the door then', { type: [ViaView] }) via!: ViaView[];
  @Shown(until, { nullable: true, type: String }) until!: string | null;
  @Shown('What the device holds of it') held!: HeldView;
}

export class PersonDoorView {
  @Shown('Door') doorId!: string;
  @Shown('Its name') name!: string;
  @Shown('Serial number of its device') sn!: string;
  @Shown('unknown: a rule that only the device can judge may refuse', { enum: ['granted', 'unknown'] })
  verdict!: string;
  @Shown('What opens the door then', { type: [ViaView] }) via!: ViaView[];
  @Shown(until, { nullable: true, type: String }) until!: string | null;
  @Shown('What the device holds of it') held!: HeldView;
}

const heldView = ({ state, since, commandId }: Held): HeldView => ({
  state,
  since: since?.toISOString() ?? null,
  commandId,
});

const explainedParts = ({ verdict, checks, held, fixes }: Explained) => ({
  verdict,
  checks: [...checks],
  held: heldView(held),
  fixes: [...fixes],
});

export const toExplainView = (explained: Explained): ExplainView => explainedParts(explained);

export const toExplainedEventView = (event: ExplainedEvent): ExplainedEventView => ({
  ...explainedParts(event),
  device: event.device,
  changedSince: [...event.changedSince],
});

const passage = ({ verdict, via, until: end, held }: Passage) => ({
  verdict,
  via: via.map(({ levelId, timeZoneId }) => ({ levelId, timeZoneId })),
  until: end,
  held: heldView(held),
});

export const toDoorPersonView = (one: Passage): DoorPersonView => ({
  pin: one.holder.pin,
  name: fullName(one.holder),
  ...passage(one),
});

export const toPersonDoorView = (one: Passage): PersonDoorView => ({
  doorId: one.door.doorId,
  name: one.door.name,
  sn: one.door.sn,
  ...passage(one),
});
