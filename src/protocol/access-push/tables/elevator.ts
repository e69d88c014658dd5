import { floorSet, int, optional, text } from '../field.js';
import { table } from '../table.js';
import { devId, has } from './columns.js';

/**
 * Access PUSH 9.1.1, floors that a person may ride to: FloorId at once, Floors by choice. The example prints the table
 * as biodata. No DELETE is printed; it is assumed to be like that of userauthorize.
 */
export const userEleAuthorize = table(
  'usereleauthorize',
  {
    pin: text('Pin'),
    timezoneId: int('AuthorizeTimezoneId'),
    floorId: optional(int('AuthorizeFloorId')),
    floors: floorSet('AuthorizeFloors'),
    devId: devId(),
  },
  { key: ['pin', 'timezoneId', 'devId'], unit: ['pin'], when: has(55) },
);
