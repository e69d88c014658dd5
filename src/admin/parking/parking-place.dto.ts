import type { ParkingArea } from '../../modules/parking/parking.entity.js';
import { ChangedAt, Flag, OwnId, Shown, Text } from '../common/fields.js';

const temporary = 'Whether cars of which nothing is known are let in, to pay';

export class ParkingAreaBody {
  @Text('Name, one of its kind', { min: 1 }) name!: string;
  @Text('Id of the parking area above; null = at the top', { optional: true, nullable: true }) parentId?: string | null;
  @Flag(temporary, { optional: true }) admitsTemporary?: boolean;
  @OwnId() id?: string;
}

export class ParkingAreaPatch {
  @Text('Name, one of its kind', { optional: true, min: 1 }) name?: string;
  @Text('Id of the parking area above; null = at the top', { optional: true, nullable: true }) parentId?: string | null;
  @Flag(temporary, { optional: true }) admitsTemporary?: boolean;
}

export class ParkingAreaView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Id of the parking area above', { nullable: true, type: String }) parentId!: string | null;
  @Shown(temporary) admitsTemporary!: boolean;
  @ChangedAt() updatedAt!: Date;
}

export const toParkingAreaView = ({
  id,
  name,
  parentId,
  admitsTemporary,
  updatedAt,
}: ParkingArea): ParkingAreaView => ({ id, name, parentId, admitsTemporary, updatedAt });
