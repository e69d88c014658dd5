import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { foundKinds, type FoundKind } from './found.js';
import { Int, Shown, Text } from '../common/fields.js';

export class FindQuery {
  @Text('Part of a name, pin, card or serial number; upper and lower case are the same', {
    min: 1,
    max: 100,
    example: 'ada',
  })
  q!: string;
  @Int('Items at most; 20 where it is left out', { optional: true, min: 1, max: 50 }) limit?: number;
}

export class FoundView {
  @Shown('What it is', { enum: foundKinds }) kind!: FoundKind;
  @Shown('What its page is opened by: pin of a person and of who has a card, serial number of a device, else the id')
  id!: string;
  @Shown('Its name, or number of a card', { example: 'Ada Lovelace' }) title!: string;
  @Shown('What tells it from others of that name', { nullable: true, type: String, example: '1815' })
  sub!: string | null;
}

@ApiExtraModels(FoundView)
export class FoundList {
  @Shown('People first, then cards, doors, devices and levels', {
    type: 'array',
    items: { $ref: getSchemaPath(FoundView) },
  })
  items!: FoundView[];
}
