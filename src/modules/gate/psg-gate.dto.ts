import { ApiProperty } from '@nestjs/swagger';
import { Int, Raw, Text } from '../../facade/fields.js';
import { Failure } from '../../platform/errors.js';
import { DeviceDto } from '../device/device.dto.js';
import type { Device } from '../device/device.entity.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import type { Direction, GateOfDevice } from './psg-gate.service.js';

const longestWait = 20;

export class GateIdQuery {
  @Text('Gate id', { missing: 'doorMissing', aliases: ['gateId'] }) id!: string;
}

export class GateStateByIdQuery {
  @Text('Gate id', { missing: 'doorMissing', aliases: ['id'] }) gateId!: string;
}

export class GateStateBySnQuery {
  @Text('Serial number of the controller', { missing: 'snMissing', aliases: ['sn', 'devSn'] }) deviceSn!: string;
}

class OpenGateParams {
  @Raw('1 lets in, 2 lets out', { missing: 'openGateTypeMissing', aliases: ['openGateType'], example: 1 })
  openType!: string;
  @Int('Seconds to wait for the answer of the device', { min: 0, max: longestWait }) wait?: number;
}

export class OpenGateByIdParams extends OpenGateParams {
  @Text('Gate id', { missing: 'doorMissing', aliases: ['id'] }) gateId!: string;
}

export class OpenGateByNameParams extends OpenGateParams {
  @Text('Gate name', { missing: 'doorNameMissing', aliases: ['name'] }) gateName!: string;
}

const directions = new Map<string, Direction>([
  ['1', 'entry'],
  ['2', 'exit'],
]);

/** @throws Failure openGateTypeInvalid */
export function directionOf({ openType }: OpenGateParams): Direction {
  const direction = directions.get(openType);
  if (!direction) throw new Failure('openGateTypeInvalid', 'openType must be 1 (entry) or 2 (exit)');
  return direction;
}

export class GateDto {
  @ApiProperty({ example: '8a888e8f820060eb018200e488650abb' }) id!: string;
  @ApiProperty({ example: '10.8.14.234-1' }) name!: string;
  @ApiProperty({ example: '8a888e8f820060eb018200e487a50a67' }) deviceId!: string;

  static of({ id, name, deviceId }: GateOfDevice): GateDto {
    return { id, name, deviceId };
  }
}

const counter = { type: Number, nullable: true };

/** The manual has no fields for the counters, although its controllers report them. */
export class GateStateDto extends GateDto {
  @ApiProperty({ description: '0 offline, 1 online, 2 disabled', example: '1' }) connect!: string;
  @ApiProperty({ description: '0 no gate has reported, 1 online, 2 disabled, 3 locked down', example: '1' })
  gateState!: string;
  @ApiProperty({
    description:
      '0 none, 1 opened by accident, 2 tampering, 3 duress password, 4 duress finger, 5 both, 7 gate error, None unknown',
    example: '0',
  })
  alarm!: string;
  @ApiProperty({ description: '0 off, 1 open to let out, 2 open to let in, None unknown', example: '0' })
  relay!: string;
  @ApiProperty({ description: 'Infrared sensors, as the controller reports them', ...counter }) irState!: number | null;
  @ApiProperty({ description: 'How many infrared sensors there are', ...counter }) irSenseCount!: number | null;
  @ApiProperty({ description: 'Who went in', ...counter }) inCount!: number | null;
  @ApiProperty({ description: 'Who went out', ...counter }) outCount!: number | null;
  @ApiProperty({ description: 'Alarms', ...counter }) alarmCount!: number | null;
  @ApiProperty({ description: 'Movements of the barrier', ...counter }) runCount!: number | null;
}

export class GateReaderDto {
  @ApiProperty({ example: '8a888e8f820060eb018200e488660abc' }) id!: string;
  @ApiProperty({ example: '8a888e8f820060eb018200e488650abb' }) gateId!: string;
  @ApiProperty({ example: '192.168.214.15-1-In' }) name!: string;
  @ApiProperty({ example: 1 }) readerNo!: number;
  @ApiProperty({ description: '0 in, 1 out' }) readerState!: number;
}

export class GateReaderIdQuery {
  @Text('Reader id', { missing: 'readerMissing', aliases: ['readerId'] }) id!: string;
}

export class GateDeviceDto extends DeviceDto {
  @ApiProperty({ description: '0 unknown, 1 tripod turnstile, 2 flap barrier, 3 swing barrier', example: '0' })
  gateType!: string;

  static override of(device: Device): GateDeviceDto {
    const told = optionOf(device.options, 'PassWayType');
    return Object.assign(DeviceDto.of(device), { gateType: /^[123]$/.test(told) ? told : '0' });
  }
}
