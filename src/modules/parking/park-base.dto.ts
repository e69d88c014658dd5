import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../../facade/fields.js';
import { PageQuery } from '../../facade/page.js';
import type { ParkingChannel } from './parking-channel.entity.js';
import type { ParkingDiscount, ParkingEntrance, ParkingSpace } from './parking-site.entity.js';
import { discountKinds } from './parking-words.js';
import type { ParkingArea } from './parking.entity.js';
import { decimalOf } from './tariff/money.js';

const anId = { example: '402856aa6c1778b3016c1a695c860016' };

export class ChannelIdParams {
  @Text('Id of the channel', { missing: 'nothingSelected' }) channelId!: string;
}

export class ParkingSpacesQuery extends PageQuery {
  @Text('Id of the parking area', { missing: 'areaMissing' }) areaId!: string;
}

/** The manual prints one pair of names and describes the other. */
export class ParkingChannelDto {
  @ApiProperty() channelName!: string;
  @ApiProperty(anId) channelId!: string;
  @ApiProperty({ description: 'The same as channelName' }) name!: string;
  @ApiProperty({ description: 'The same as channelId', ...anId }) id!: string;

  static of({ id, name }: ParkingChannel): ParkingChannelDto {
    return { channelName: name, channelId: id, name, id };
  }
}

/** An own form of a page. */
export class ParkingChannelsDto {
  @ApiProperty({ type: [ParkingChannelDto] }) data!: ParkingChannelDto[];
  @ApiProperty({ description: 'Channels in all' }) totalCount!: number;
}

export class ParkingAreaDto {
  @ApiProperty(anId) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'Id of the area above; empty at the top' }) parentId!: string;

  static of({ id, name, parentId }: ParkingArea): ParkingAreaDto {
    return { id, name, parentId: parentId ?? '' };
  }
}

export class ParkingCarTypeDto {
  @ApiProperty(anId) id!: string;
  @ApiProperty() Name!: string;
  @ApiProperty({ description: 'The same as Name' }) name!: string;

  static of({ id, name }: { id: string; name: string }): ParkingCarTypeDto {
    return { id, Name: name, name };
  }
}

export class ParkingDiscountDto {
  @ApiProperty() discountName!: string;
  @ApiProperty({ description: '1 free, 2 amount, 3 minutes, 4 percent', example: 2 }) discountType!: number;
  @ApiProperty(anId) discountId!: string;
  @ApiProperty({ description: 'How much, as a number', example: '5.00' }) content!: string;

  /** @param currency of the site; empty = one with hundredths */
  static of({ id, name, kind, value }: ParkingDiscount, currency: string): ParkingDiscountDto {
    const content = kind === 'amount' ? decimalOf(value, currency) : String(value);
    return { discountName: name, discountType: discountKinds[kind], discountId: id, content };
  }
}

export class ParkingEntranceDto {
  @ApiProperty(anId) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'Id of its parking area' }) areaId!: string;

  static of({ id, name, areaId }: ParkingEntrance | ParkingSpace): ParkingEntranceDto {
    return { id, name, areaId };
  }
}

export class ParkingSpaceDto extends ParkingEntranceDto {}
