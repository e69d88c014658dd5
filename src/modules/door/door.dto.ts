import { ApiProperty } from '@nestjs/swagger';
import { Int, Raw, Text } from '../../facade/fields.js';
import type { DoorOfDevice } from './door.service.js';
import type { DoorStateWords } from './door-state.service.js';
import { longestPulse } from './door.service.js';

const longestWait = 20;

class WaitingParams {
  @Int('Seconds to wait for the answer of the device', { min: 0, max: longestWait }) wait?: number;
}

export class DoorByIdParams extends WaitingParams {
  @Text('Door id', { missing: 'doorMissing', aliases: ['id'] }) doorId!: string;
}

export class DoorByNameParams extends WaitingParams {
  @Text('Door name', { missing: 'doorNameMissing', aliases: ['name'] }) doorName!: string;
}

const interval = { min: 1, max: longestPulse, reason: 'intervalInvalid', missing: 'intervalInvalid' } as const;

export class OpenByIdParams extends DoorByIdParams {
  @Int('Seconds the lock stays open', interval) interval!: number;
}

export class OpenByNameParams extends DoorByNameParams {
  @Int('Seconds the lock stays open', interval) interval!: number;
}

export class AuxOutQuery {
  @Text('Id of the auxiliary output', { missing: 'notFound', aliases: ['auxOutId'] }) id!: string;
}

/** Some clients send a timestamp; it is ignored. */
class Stamped {
  @Raw('Milliseconds; may be left out', { example: 1494467276539 }) timestamp?: string;
}

export class DoorIdQuery {
  @Text('Door id', { missing: 'doorMissing', aliases: ['doorId'] }) id!: string;
}

export class StateQuery extends Stamped {}

export class StateByIdQuery extends Stamped {
  @Text('Door id', { missing: 'doorMissing', aliases: ['id'] }) doorId!: string;
}

export class StateBySnQuery extends Stamped {
  @Text('Serial number of the device', { missing: 'snMissing', aliases: ['sn', 'devSn'] }) deviceSn!: string;
}

export class DoorDto {
  @ApiProperty({ example: '402856aa6c083827016c08582f8f0012' }) id!: string;
  @ApiProperty({ example: '192.168.214.15-1' }) name!: string;
  @ApiProperty({ example: '402856aa6c3bbde1016c3bc211e5005a' }) deviceId!: string;

  static of({ id, name, deviceId }: DoorOfDevice): DoorDto {
    return { id, name, deviceId };
  }
}

export class DoorStateDto extends DoorDto {
  @ApiProperty({ description: '0 offline, 1 online, 2 disabled' }) connect!: string;
  @ApiProperty({ description: 'unknown, no sensor, off or open; -1, 0, 1 or 2 where the token says so' })
  sensor!: string;
  @ApiProperty({ description: 'none, unknown, or what is wrong' }) alarm!: string;
  @ApiProperty({ description: 'off, open or unknown' }) relay!: string;
  @ApiProperty({
    required: false,
    description: 'locked (the device has acknowledged a lock-down) or unknown; absent where there is none',
  })
  lockDown?: string;
}

/** The sensor as some clients want it (`doorState` of a token): 0 none, 1 closed, 2 open, -1 not known. */
const sensorNumbers = new Map([
  ['no sensor', '0'],
  ['off', '1'],
  ['open', '2'],
]);

export const inNumbers = (state: DoorStateWords): DoorStateDto => ({
  ...state,
  sensor: sensorNumbers.get(state.sensor) ?? '-1',
});
