import { ApiProperty } from '@nestjs/swagger';
import { Text, Texts } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import type { AccLevel } from './acc-level.entity.js';

export class LevelDto {
  @ApiProperty({ example: '402856aa6c3bbde1016c3bc2329200ff' }) id!: string;
  @ApiProperty({ example: 'General' }) name!: string;

  static of({ id, name }: AccLevel): LevelDto {
    return { id, name };
  }
}

export class LevelIdQuery {
  @Text('Level id', { missing: 'levelMissing', aliases: ['levelId'] }) id!: string;
}

export class LevelNameQuery {
  @Text('Level name', { missing: 'levelNotFound' }) name!: string;
}

export class SyncLevelQuery {
  @Text('Level id', { missing: 'levelMissing', aliases: ['levelIds', 'id'] }) levelId!: string;
}

export class PersonLevelsQuery {
  @Text('Person number', { missing: 'personOrLevelMissing', example: '1234' }) pin!: string;
  @Texts('Level ids with commas between them', { missing: 'personOrLevelMissing', aliases: ['levelId'] })
  levelIds!: string[];
}

export class DepartmentLevelsQuery extends PageQuery {
  @Text('Department code', { missing: 'departmentIncomplete', aliases: ['code'], max: 100, example: '1' })
  deptCode!: string;
}

/** For an existing level, a field that is left out keeps its value. */
export class LevelParams {
  @Text('Level name', { missing: 'levelNotFound', aliases: ['levelName'], example: 'Staff' }) name!: string;
  @Text('Name of the time zone', { aliases: ['timeZoneName'], example: '24-Hour Accessible' }) timeSegName?: string;
  @Text('Name of the area', { example: 'Area Name' }) areaName?: string;
}

export class LevelDoorParams {
  @Text('Level name', { missing: 'levelNotFound', example: 'Staff' }) levelName!: string;
  @Text('Door name', { missing: 'doorNameMissing', example: '192.168.214.15-1' }) doorName!: string;
}
