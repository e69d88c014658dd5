import { categories, doings, type Doing } from '../../protocol/dc09/alarm-event.js';
import type { IntrusionEvent } from '../../modules/intrusion/intrusion-list.service.js';
import {
  normalStates,
  pointKinds,
  type NormalState,
  type PointKind,
} from '../../modules/intrusion/intrusion-layout.service.js';
import { strangerReasons, type Stranger } from '../../modules/intrusion/intrusion-stranger.service.js';
import { Int, OneOf, OwnId, Shown, Text, Texts, wallClock } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';

const given = { optional: true } as const;
const maybe = { nullable: true, type: String } as const;
const account = { is: /^[0-9A-Fa-f]{1,16}$/, says: '1 to 16 hexadecimal digits' } as const;
const prefix = { is: /^[0-9A-Fa-f]{0,6}$/, says: 'up to 6 hexadecimal digits' } as const;
const longestSilence = 7 * 24 * 3_600;

export class PanelPatch {
  @Text('Its name', { ...given, min: 1, max: 100 }) name?: string;
  @Text('Account number, as the panel sends it behind #', { ...given, pattern: account }) account?: string;
  @Text('Receiver number (R); empty = any', { ...given, pattern: prefix }) receiver?: string;
  @Text('Account prefix (L); empty = any', { ...given, pattern: prefix }) line?: string;
  @Text('AES key: 16, 24 or 32 characters, or twice as many hexadecimal digits; null = it sends in plain text', {
    ...given,
    nullable: true,
    max: 64,
  })
  key?: string | null;
  @Texts('Addresses and networks that it may send from; empty = any', given) sources?: string[];
  @Text('Area', { ...given, nullable: true }) areaCode?: string | null;
  @Int('Seconds without a message until it is missed; 0 = never', { ...given, max: longestSilence })
  pollSeconds?: number;
}

export class PanelBody extends PanelPatch {
  @OwnId() id?: string;
  @Text('Its name', { min: 1, max: 100 }) declare name: string;
  @Text('Account number, as the panel sends it behind #', { pattern: account }) declare account: string;
}

export class PanelView {
  @Shown('Id') id!: string;
  @Shown('Its name') name!: string;
  @Shown('Account number') account!: string;
  @Shown('Receiver number (R); empty = any') receiver!: string;
  @Shown('Account prefix (L); empty = any') line!: string;
  @Shown('Whether it encrypts; then nothing else is taken') hasKey!: boolean;
  @Shown('Where it may send from; empty = anywhere', { type: [String] }) sources!: readonly string[];
  @Shown('Area', maybe) areaCode!: string | null;
  @Shown('Seconds without a message until it is missed; 0 = never') pollSeconds!: number;
  @Shown('Where its last message came from') address!: string;
  @Shown('When it was heard last; null = never', { ...maybe, format: 'date-time' }) lastSeenAt!: Date | null;
  @Shown('Missed since then; null = it is not', { ...maybe, format: 'date-time' }) silentSince!: Date | null;
  @Shown('When it was changed last') changedAt!: Date;
}

export class PartitionBody {
  @OwnId() id?: string;
  @Text('Its panel', { min: 1 }) panelId!: string;
  @Int('Its number at the panel', { min: 0, max: 9_999 }) number!: number;
  @Text('Its name', { min: 1, max: 100 }) name!: string;
}

export class NamePatch {
  @Text('Its name', { ...given, min: 1, max: 100 }) name?: string;
}

export class PartitionView {
  @Shown('Id') id!: string;
  @Shown('Its panel') panelId!: string;
  @Shown('Name of the panel') panelName!: string;
  @Shown('Area of the panel', maybe) areaCode!: string | null;
  @Shown('Its number at the panel') number!: number;
  @Shown('Its name') name!: string;
  @Shown('Whether it is armed; null = the panel has not told', { type: Boolean, nullable: true }) armed!:
    boolean | null;
  @Shown('Since when', { ...maybe, format: 'date-time' }) armedAt!: Date | null;
}

const kind = 'What an auxiliary input raises; left out = burglary';
const normally = 'How the contact of an auxiliary input is when all is well; left out = open';

export class PointPatch extends NamePatch {
  @OneOf(kind, pointKinds, given) kind?: PointKind;
  @OneOf(normally, normalStates, given) normally?: NormalState;
}

export class PointBody {
  @OwnId() id?: string;
  @Text('Its name', { min: 1, max: 100 }) name!: string;
  @Text('Its panel; or auxInId', { ...given, min: 1 }) panelId?: string;
  @Int('Number of the zone at the panel', { ...given, max: 9_999 }) number?: number;
  @Text('The auxiliary input of a device; or panelId', { ...given, min: 1 }) auxInId?: string;
  @OneOf(kind, pointKinds, given) kind?: PointKind;
  @OneOf(normally, normalStates, given) normally?: NormalState;
}

export class PointView {
  @Shown('Id') id!: string;
  @Shown('Its name') name!: string;
  @Shown('Its panel; null = an auxiliary input', maybe) panelId!: string | null;
  @Shown('Name of the panel', maybe) panelName!: string | null;
  @Shown('Number of the zone at the panel', { type: 'integer', nullable: true }) number!: number | null;
  @Shown('The auxiliary input; null = a zone of a panel', maybe) auxInId!: string | null;
  @Shown('Name of the auxiliary input', maybe) auxInName!: string | null;
  @Shown('Area of the panel or the device', maybe) areaCode!: string | null;
  @Shown('What an auxiliary input raises', { enum: [...pointKinds] }) kind!: PointKind;
  @Shown('How its contact is when all is well', { enum: [...normalStates] }) normally!: NormalState;
}

export class IntrusionEventsQuery extends SearchQuery {
  @Text('Only of this panel', given) panelId?: string;
  @OneOf('Only what does this', doings, given) does?: Doing;
  @Text('From this time on, by the clock of the site', { ...given, pattern: wallClock }) from?: string;
  @Text('Up to this time', { ...given, pattern: wallClock }) to?: string;
}

export class IntrusionEventView {
  @Shown('Id') id!: string;
  @Shown('The panel; null = an auxiliary input', maybe) panelId!: string | null;
  @Shown('Name of the panel, or of the device of the input') deviceName!: string;
  @Shown('Where the message came from') deviceIp!: string;
  @Shown('Area, as it was', maybe) areaCode!: string | null;
  @Shown('Its name') areaName!: string;
  @Shown('Number of the partition; 0 = the panel') partition!: number;
  @Shown('Its name, or its number') partitionName!: string;
  @Shown('Number of the zone, or of the user who armed; 0 = none') point!: number;
  @Shown('Its name, or its number') pointName!: string;
  @Shown('ADM-CID, SIA-DCS; NULL = a panel that is missed, or heard again; aux = an auxiliary input') protocol!: string;
  @Shown('Contact ID; the code of the panel where none has its meaning') code!: string;
  @Shown('What it is about', { enum: [...categories] }) category!: string;
  @Shown('What it does', { enum: [...doings] }) does!: Doing;
  @Shown('The same in words') name!: string;
  @Shown('Everything in one sentence') content!: string;
  @Shown('When, by the clock of the site') time!: string;
  @Shown('The same instant') happenedAt!: Date;
  @Shown('When it was received') receivedAt!: Date;
}

export const toIntrusionEventView = ({ sequence: _sequence, sn: _sn, ...event }: IntrusionEvent): IntrusionEventView =>
  event;

export class StrangerView {
  @Shown('Account number') account!: string;
  @Shown('Receiver number') receiver!: string;
  @Shown('Account prefix') line!: string;
  @Shown('Where it sends from') address!: string;
  @Shown(
    'unknown: no panel has this account; address: not from there; plain: the panel has a key; noKey: the panel has none; ' +
      'wrongKey; time: its clock is wrong; protocol: none that is understood',
    { enum: [...strangerReasons] },
  )
  reason!: string;
  @Shown('What was sent last, without what is encrypted') message!: string;
  @Shown('How often') count!: number;
  @Shown('The first time') firstAt!: Date;
  @Shown('The last time') lastAt!: Date;
}

export const toStrangerView = ({ key: _key, ...stranger }: Stranger): StrangerView => stranger;
