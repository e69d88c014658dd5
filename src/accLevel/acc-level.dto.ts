import { ApiProperty } from '@nestjs/swagger';
import { Text, Texts } from '../api/fields.js';
import type { AccLevel } from './acc-level.entity.js';

export class LevelDto {
  @ApiProperty({ example: '402856aa6c3bbde1016c3bc2329200ff' }) id!: string;
  @ApiProperty({ example: 'General' }) name!: string;

  static of({ id, name }: AccLevel): LevelDto {
    return { id, name };
  }
}

export class LevelIdQuery {
  @Text('Level id', { missing: 'levelNotFound' }) id!: string;
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
