import { ApiProperty } from '@nestjs/swagger';
import { Int, Text } from '../../facade/fields.js';

export class PinQuery {
  @Text('Person number', { missing: 'pinMissing', example: '1234' }) pin!: string;
}

export class CardParams extends PinQuery {
  @Text('Card number, decimal', { missing: 'invalid', example: '212121' }) cardNo!: string;
  @Int('0 the main card, 1 a further one', { min: 0, max: 1, example: 0 }) cardType?: number;
}

export class CardDto {
  @ApiProperty({ example: '1234' }) pin!: string;
  @ApiProperty({ example: '111' }) cardNo!: string;
  @ApiProperty({ example: '0' }) cardType!: string;
}
