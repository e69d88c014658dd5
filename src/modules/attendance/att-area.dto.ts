import { ApiProperty } from '@nestjs/swagger';
import { Text, Texts } from '../../facade/fields.js';
import type { Area } from '../area/area.entity.js';

export class AreaCodeQuery {
  @Text('Area code', { missing: 'areaMissing', aliases: ['areaCode', 'areaId'], example: '1' }) code!: string;
}

export class AreaPersonsParams extends AreaCodeQuery {
  @Texts('Person numbers, at most 500', { missing: 'pinsMissing', aliases: ['pin'], example: ['5'] }) pins!: string[];
}

export class AttAreaDto {
  @ApiProperty({ example: '402856aa6c3bbde1016c3bc2329200ff' }) id!: string;
  @ApiProperty({ example: '1' }) code!: string;
  @ApiProperty({ example: 'Area Name' }) name!: string;

  static of({ id, code, name }: Area): AttAreaDto {
    return { id, code, name };
  }
}
