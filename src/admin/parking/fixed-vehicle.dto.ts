import type { FixedVehicleFacts, ListedVehicle } from '../../modules/parking/fixed-vehicle.service.js';
import { ChangedAt, day, Int, Shown, Text, Texts } from '../common/fields.js';

export class FixedVehicleBody {
  @Text('Whose it is: pin', { min: 1, max: 23 }) pin!: string;
  @Text('Id of the parking area', { min: 1, max: 64 }) areaId!: string;
  @Text('Id of the kind of car', { min: 1, max: 64 }) carTypeId!: string;
  @Text('Id of its space; null or left out = any', { optional: true, nullable: true, min: 1, max: 64 })
  spaceId?: string | null;
  @Texts('Ids of the entrances that it may use; none = all of the area', { optional: true }) entranceIds?: string[];
  @Int('What was paid, in the smallest unit of the currency', { optional: true, min: 0, max: 0x7fffffff })
  amount?: number;
  @Text('First day', { pattern: day }) startDate!: string;
  @Text('Last day', { pattern: day }) endDate!: string;
}

export class FixedVehicleView {
  @Shown('The plate as plates are compared') plate!: string;
  @Shown('As it was given') carNumber!: string;
  @Shown('Whose it is: pin') pin!: string;
  @Shown('Whose it is: name') name!: string;
  @Shown('Id of the parking area') areaId!: string;
  @Shown('Id of the kind of car') carTypeId!: string;
  @Shown('Id of its space; null = any', { nullable: true, type: String }) spaceId!: string | null;
  @Shown('Ids of the entrances that it may use; none = all', { type: [String] }) entranceIds!: readonly string[];
  @Shown('What was paid, in the smallest unit of the currency') amount!: number;
  @Shown('First day') startDate!: string;
  @Shown('Last day') endDate!: string;
  @ChangedAt() updatedAt!: Date;
}

export const factsOf = ({
  spaceId = null,
  entranceIds = [],
  amount = 0,
  ...facts
}: FixedVehicleBody): FixedVehicleFacts => ({
  ...facts,
  ...{ spaceId, entranceIds, amount },
});

export const toFixedVehicleView = (vehicle: ListedVehicle): FixedVehicleView => ({ ...vehicle });
