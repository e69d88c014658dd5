import type { ParkingChannel } from '../../modules/parking/parking-channel.entity.js';
import { longestPulse } from '../../modules/door/door.service.js';
import {
  barrierKinds,
  channelStates,
  stateWords,
  type BarrierKind,
  type ChannelState,
} from '../../modules/parking/parking-words.js';
import { ChangedAt, Flag, Int, OneOf, OwnId, Shown, Text } from '../common/fields.js';

const states = Object.entries(channelStates)
  .map(([state, { words }]) => `${state} ${words}`)
  .join(', ');
const stateLimits = { min: 1, max: Object.keys(channelStates).length } as const;

const given = { optional: true } as const;
const orNull = { ...given, nullable: true } as const;
const anId = { ...orNull, min: 1, max: 64 } as const;
const kind = 'What lets a car through: nothing, a door, an auxiliary output, or a controller of the site by HTTP';

/** What is the same when a channel is made and when it is changed. */
class ChannelSettingsBody {
  @Text('Id of its entrance, of the same parking area', anId) entranceId?: string | null;
  @OneOf(kind, barrierKinds, given) barrier?: BarrierKind;
  @Text('Id of the door or of the auxiliary output', anId) barrierId?: string | null;
  @Int('Seconds for which it opens; left out = 5', { ...given, min: 1, max: longestPulse }) barrierSeconds?: number;
  @Text('Where the controller of the site takes a POST that opens the barrier once', { ...orNull, min: 1, max: 2_000 })
  barrierUrl?: string | null;
  @Text('The header Authorization of that request; it is not shown again', { ...orNull, min: 1, max: 1_000 })
  barrierSecret?: string | null;
  @Text('Id of the reader that gives plates as card numbers', anId) readerId?: string | null;
  @Flag('Whether cars of which nothing is known are let in, to pay; null = as the parking area says', orNull)
  admitsTemporary?: boolean | null;
}

export class ParkingChannelBody extends ChannelSettingsBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Text('Id of its parking area', { min: 1, max: 64 }) areaId!: string;
  @Int(`Where it leads: ${states}`, stateLimits) state!: ChannelState;
  @OwnId() id?: string;
}

export class ParkingChannelPatch extends ChannelSettingsBody {
  @Text('Name, one of its kind', { ...given, min: 1 }) name?: string;
  @Text('Id of its parking area', { ...given, min: 1, max: 64 }) areaId?: string;
  @Int(`Where it leads: ${states}`, { ...stateLimits, ...given }) state?: ChannelState;
}

const maybeText = { nullable: true, type: String } as const;

export class ParkingChannelView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Id of its parking area') areaId!: string;
  @Shown(`Where it leads: ${states}`) state!: number;
  @Shown('The same in words') stateName!: string;
  @Shown('Which way cars go; null = neither', { enum: ['in', 'out'], ...maybeText }) direction!: 'in' | 'out' | null;
  @Shown('Id of its entrance', maybeText) entranceId!: string | null;
  @Shown(kind, { enum: [...barrierKinds] }) barrier!: BarrierKind;
  @Shown('Id of the door or of the auxiliary output', maybeText) barrierId!: string | null;
  @Shown('Seconds for which it opens') barrierSeconds!: number;
  @Shown('Where the controller of the site takes a POST that opens the barrier', maybeText) barrierUrl!: string | null;
  @Shown('Whether the request has a header Authorization') hasBarrierSecret!: boolean;
  @Shown('Id of the reader that gives plates as card numbers', maybeText) readerId!: string | null;
  @Shown('Whether cars of which nothing is known are let in, to pay; null = as the parking area says', {
    nullable: true,
    type: Boolean,
  })
  admitsTemporary!: boolean | null;
  @ChangedAt() updatedAt!: Date;
}

export const toParkingChannelView = (channel: ParkingChannel): ParkingChannelView => ({
  id: channel.id,
  name: channel.name,
  areaId: channel.areaId,
  state: channel.state,
  stateName: stateWords(channel.state),
  direction: channelStates[channel.state as ChannelState].direction,
  entranceId: channel.entranceId,
  barrier: channel.barrier,
  barrierId: channel.barrierId,
  barrierSeconds: channel.barrierSeconds,
  barrierUrl: channel.barrierUrl,
  hasBarrierSecret: channel.barrierSecret !== null,
  readerId: channel.readerId,
  admitsTemporary: channel.admitsTemporary,
  updatedAt: channel.updatedAt,
});

export class OpenChannelBody {
  @Int('Seconds to wait for the answer of the device', { ...given, min: 0, max: 20 }) wait?: number;
}

export class OpenedChannelView {
  @Shown('The command of the device; null = a controller of the site has opened it', { nullable: true, type: Number })
  commandId!: number | null;
}
