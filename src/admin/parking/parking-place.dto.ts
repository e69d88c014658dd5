import type { ParkingArea } from '../../modules/parking/parking.entity.js';
import type { ParkingChannel } from '../../modules/parking/parking-channel.entity.js';
import { channelStates, stateWords, type ChannelState } from '../../modules/parking/parking-words.js';
import { ChangedAt, Int, OwnId, Shown, Text } from '../common/fields.js';

export class ParkingAreaBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Text('Id of the parking area above; null = at the top', { optional: true, nullable: true }) parentId?: string | null;
  @OwnId() id?: string;
}

export class ParkingAreaPatch {
  @Text('Name, one of its kind', { optional: true, min: 1 }) name?: string;
  @Text('Id of the parking area above; null = at the top', { optional: true, nullable: true }) parentId?: string | null;
}

export class ParkingAreaView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Id of the parking area above', { nullable: true, type: String }) parentId!: string | null;
  @ChangedAt() updatedAt!: Date;
}

export const toParkingAreaView = ({ id, name, parentId, updatedAt }: ParkingArea): ParkingAreaView => ({
  id,
  name,
  parentId,
  updatedAt,
});

const states = Object.entries(channelStates)
  .map(([state, { words }]) => `${state} ${words}`)
  .join(', ');
const stateLimits = { min: 1, max: Object.keys(channelStates).length } as const;

export class ParkingChannelBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Text('Id of its parking area', { min: 1, max: 64 }) areaId!: string;
  @Int(`Where it leads: ${states}`, stateLimits) state!: ChannelState;
  @OwnId() id?: string;
}

export class ParkingChannelPatch {
  @Text('Name, one of its kind', { optional: true, min: 1 }) name?: string;
  @Text('Id of its parking area', { optional: true, min: 1, max: 64 }) areaId?: string;
  @Int(`Where it leads: ${states}`, { ...stateLimits, optional: true }) state?: ChannelState;
}

export class ParkingChannelView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Id of its parking area') areaId!: string;
  @Shown(`Where it leads: ${states}`) state!: number;
  @Shown('The same in words') stateName!: string;
  @ChangedAt() updatedAt!: Date;
}

export const toParkingChannelView = ({ id, name, areaId, state, updatedAt }: ParkingChannel): ParkingChannelView => ({
  id,
  name,
  areaId,
  state,
  stateName: stateWords(state),
  updatedAt,
});
