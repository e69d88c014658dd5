import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../../facade/fields.js';
import type { Device } from './device.entity.js';

export class SnQuery {
  @Text('Serial number', { missing: 'snMissing', aliases: ['deviceSn', 'devSn'] }) sn!: string;
}

export class DeviceDto {
  @ApiProperty({ example: '402856aa6c3bbde1016c3bc2329200ff' }) id!: string;
  @ApiProperty({ example: '0564140100195' }) sn!: string;
  @ApiProperty({ example: '192.168.218.104' }) name!: string;
  @ApiProperty({ description: 'Model', example: 'inBIO160' }) type!: string;
  @ApiProperty({ description: '1 enabled, 0 disabled, whether online or not' }) state!: string;
  @ApiProperty({ description: 'The same as state' }) status!: string;
  @ApiProperty({ example: 'acc' }) module!: string;

  /** The manual prints `state` in one list and `status` in the other; clients read either. */
  static of({ id, sn, name, type, status, module }: Device): DeviceDto {
    const state = status === 'disabled' ? '0' : '1';
    return { id, sn, name, type, state, status: state, module };
  }
}
