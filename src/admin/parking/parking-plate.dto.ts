import { listName } from '../../modules/parking/parking-list.service.js';
import type { ParkingPlate } from '../../modules/parking/parking.entity.js';
import { ChangedAt, day, OneOf, Shown, Text } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';

const lists = ['allow', 'deny'] as const;
type List = (typeof lists)[number];

export const typeOf = (list: List): 0 | 1 => (list === 'allow' ? 0 : 1);

export class ParkingPlateQuery extends SearchQuery {
  @OneOf('Only of this list', lists, { optional: true }) list?: List;
}

export class ParkingPlateBody {
  @OneOf('On which list', lists) list!: List;
  @Text('First day; left out = since ever', { optional: true, nullable: true, pattern: day }) from?: string | null;
  @Text('Last day; left out = for ever', { optional: true, nullable: true, pattern: day }) to?: string | null;
}

export class ParkingPlateView {
  @Shown('The plate as plates are compared') plate!: string;
  @Shown('As it was given') carNumber!: string;
  @Shown('On which list', { enum: [...lists] }) list!: List;
  @Shown('First day; null = since ever', { nullable: true, type: String }) from!: string | null;
  @Shown('Last day; null = for ever', { nullable: true, type: String }) to!: string | null;
  @ChangedAt() updatedAt!: Date;
}

export const toParkingPlateView = ({
  plate,
  carNumber,
  type,
  fromDate,
  toDate,
  updatedAt,
}: ParkingPlate): ParkingPlateView => ({
  plate,
  carNumber,
  list: listName(type),
  from: fromDate,
  to: toDate,
  updatedAt,
});
