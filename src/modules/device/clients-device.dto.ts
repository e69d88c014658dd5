import { ApiProperty } from '@nestjs/swagger';
import { Raw, Text } from '../../facade/fields.js';
import type { IdentityCard, ReadIdentityCard } from '../person/identity-card.service.js';

export class PidQuery {
  @Raw('Milliseconds since 1970: cards read after it; left out or 0 = of the last ten seconds', {
    example: 1494467276539,
  })
  timestamp?: string;
}

export class SyncPersonParams {
  @Text('Serial number of the device', { missing: 'snMissing', aliases: ['deviceSn', 'sn'] }) devSn!: string;
  @Text('Person number', { missing: 'pinMissing', aliases: ['pin'] }) personPin!: string;
}

const tenSeconds = 10_000;

/** @returns the instant after which cards are wanted */
export function sinceOf(timestamp = '', now = Date.now()): Date {
  const at = /^[1-9]\d{0,14}$/.test(timestamp) ? Number(timestamp) : now - tenSeconds;
  return new Date(at);
}

export class PidDto {
  @ApiProperty({ description: 'Milliseconds since 1970, for the next call' }) timestamp!: number;
  @ApiProperty() pin!: string;
  @ApiProperty() devSn!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'As the card has it: 1 male, 2 female' }) gender!: string;
  @ApiProperty() nation!: string;
  @ApiProperty({ description: 'yyyyMMdd, as the card has it' }) birthday!: string;
  @ApiProperty() address!: string;
  @ApiProperty() idCard!: string;
  @ApiProperty() issuer!: string;
  @ApiProperty() validInfo!: string;
  @ApiProperty({ description: 'The picture of the card, in base64; empty without' }) photo!: string;
  @ApiProperty({ description: 'The picture that the device took, in base64; empty without' }) livePhoto!: string;
}

const textOf = (card: IdentityCard, name: string): string => card[name] ?? '';

export const pidDto = ({ pin, sn, card, reportedAt, livePhoto }: ReadIdentityCard): PidDto => ({
  timestamp: reportedAt.getTime(),
  pin,
  devSn: sn,
  name: textOf(card, 'name'),
  gender: textOf(card, 'gender'),
  nation: textOf(card, 'nation'),
  birthday: textOf(card, 'birthday'),
  address: textOf(card, 'address'),
  idCard: textOf(card, 'idNum'),
  issuer: textOf(card, 'issuer'),
  validInfo: textOf(card, 'validInfo'),
  photo: textOf(card, 'photoJpg') || textOf(card, 'photo'),
  livePhoto: livePhoto?.toString('base64') ?? '',
});
