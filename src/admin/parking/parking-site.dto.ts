import type {
  ParkingCarType,
  ParkingDiscount,
  ParkingEntrance,
  ParkingSpace,
} from '../../modules/parking/parking-site.entity.js';
import { discountKinds, type DiscountKind } from '../../modules/parking/parking-words.js';
import { ChangedAt, Int, OneOf, OwnId, Shown, Text } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';

const given = { optional: true } as const;
const kinds = Object.keys(discountKinds);

export class InAreaQuery extends SearchQuery {
  @Text('Only of this parking area', { ...given, max: 64 }) areaId?: string;
}

export class ParkingCarTypeBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @OwnId() id?: string;
}

export class ParkingCarTypePatch {
  @Text('Name, one of its kind', { ...given, min: 1 }) name?: string;
}

export class ParkingCarTypeView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @ChangedAt() updatedAt!: Date;
}

/** A space or an entrance. */
export class ParkingPlaceBody extends ParkingCarTypeBody {
  @Text('Id of its parking area', { min: 1, max: 64 }) areaId!: string;
}

export class ParkingPlacePatch extends ParkingCarTypePatch {
  @Text('Id of its parking area', { ...given, min: 1, max: 64 }) areaId?: string;
}

export class ParkingPlaceView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Id of its parking area') areaId!: string;
  @ChangedAt() updatedAt!: Date;
}

const value = 'How much: in the smallest unit of the currency, in minutes or in percent; left out where all is free';
const limits = { min: 0, max: 0x7fffffff } as const;

export class ParkingDiscountBody extends ParkingCarTypeBody {
  @OneOf('What the bill is reduced by', kinds) kind!: DiscountKind;
  @Int(value, { ...limits, ...given }) value?: number;
}

export class ParkingDiscountPatch extends ParkingCarTypePatch {
  @OneOf('What the bill is reduced by', kinds, given) kind?: DiscountKind;
  @Int(value, { ...limits, ...given }) value?: number;
}

export class ParkingDiscountView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('What the bill is reduced by', { enum: kinds }) kind!: DiscountKind;
  @Shown('How much: in the smallest unit of the currency, in minutes or in percent') value!: number;
  @ChangedAt() updatedAt!: Date;
}

export const toCarTypeView = ({ id, name, updatedAt }: ParkingCarType): ParkingCarTypeView => ({ id, name, updatedAt });

export const toPlaceView = ({ id, name, areaId, updatedAt }: ParkingSpace | ParkingEntrance): ParkingPlaceView => ({
  ...{ id, name, areaId, updatedAt },
});

export const toDiscountView = ({ id, name, kind, value: much, updatedAt }: ParkingDiscount): ParkingDiscountView => ({
  ...{ id, name, kind, value: much, updatedAt },
});
