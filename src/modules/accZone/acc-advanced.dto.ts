import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import type { Inside } from './occupancy.service.js';

const zone = { aliases: ['zoneCode', 'zoneId', 'areaCode', 'areaId', 'id'] };

export class ZoneQuery {
  @Text('Code of the access zone, or its id', { ...zone, missing: 'areaMissing' }) code!: string;
}

export class ZonePageQuery extends PageQuery {
  @Text('Code of an access zone, or its id; left out = all', zone) code?: string;
}

export class InsidePersonDto {
  @ApiProperty() zoneId!: string;
  @ApiProperty() zoneName!: string;
  @ApiProperty() pin!: string;
}

export const insidePersonDto = ({ zoneId, zoneName, pin }: Inside) => ({ zoneId, zoneName, pin });
