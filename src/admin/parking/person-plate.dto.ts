import type { PersonPlate } from '../../modules/parking/person-plate.service.js';
import { Shown, Text } from '../common/fields.js';

export class PersonPlateBody {
  @Text('Whose plate it is: pin', { min: 1, max: 23 }) pin!: string;
  @Text('The plate', { min: 1, max: 40 }) plate!: string;
  @Text('The plate of the person that becomes this one', { optional: true, min: 1, max: 40 }) replaces?: string;
}

export class PersonPlateView {
  @Shown('The plate and the pin') id!: string;
  @Shown('The plate as plates are compared') plate!: string;
  @Shown('As it was given') carNumber!: string;
  @Shown('Whose it is: pin') pin!: string;
  @Shown('Whose it is: name') name!: string;
}

export const toPersonPlateView = (one: PersonPlate): PersonPlateView => ({ ...one });
