import { ApiProperty } from '@nestjs/swagger';
import { Int, Text } from '../../facade/fields.js';
import { longestPress, type FloorOfDevice } from './floor.service.js';

const longestWait = 20;

export class FloorByIdParams {
  @Text('Floor id', { missing: 'floorMissing', aliases: ['id'] }) floorId!: string;
  @Int('Seconds to wait for the answer of the device', { min: 0, max: longestWait }) wait?: number;
}

export class OpenFloorParams extends FloorByIdParams {
  @Int('Seconds its button works', {
    min: 1,
    max: longestPress,
    reason: 'openTimeInvalid',
    missing: 'openTimeMissing',
  })
  interval!: number;
}

export class FloorDto {
  @ApiProperty({ example: '402856aa6c08e7e4016c092400580021' }) id!: string;
  @ApiProperty({ example: 1 }) floorNo!: number;
  @ApiProperty({ example: '192.168.214.15-1' }) name!: string;
  @ApiProperty({ example: '402856aa6c3c5063016c3cb3a0360005' }) deviceId!: string;

  static of({ id, number, name, deviceId }: FloorOfDevice): FloorDto {
    return { id, floorNo: number, name, deviceId };
  }
}
