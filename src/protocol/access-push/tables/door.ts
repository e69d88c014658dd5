import { flag, int, optional, text } from '../field.js';
import { table } from '../table.js';
import { devId, has } from './columns.js';

/** Access PUSH 9.1.1, door property: Address is the lock relay. DELETE only as a whole. */
export const doorProperty = table(
  'DoorProperty',
  { id: int('ID'), devId: devId(), address: int('Address'), disable: flag('Disable') },
  { key: ['id', 'devId'], unit: [], when: has(17) },
);

/** Access PUSH 9.1.1, door parameter (appendix 10). DELETE only as a whole. Two of the names are passwords. */
export const doorParameters = table(
  'DoorParameters',
  { id: int('ID'), name: text('Name'), value: text('Value'), devId: devId() },
  { key: ['id', 'name', 'devId'], unit: [], when: has(21), secret: true },
);

/**
 * Access PUSH 9.1.1, first-card opening. A DELETE names a door or a person, never both. The person is used, so that no
 * row of another person is deleted with it.
 */
export const firstCard = table(
  'firstcard',
  { doorId: int('DoorID'), timezoneId: int('TimezoneID'), pin: text('Pin'), devId: devId() },
  { key: ['doorId', 'timezoneId', 'pin', 'devId'], unit: ['pin'], deletes: [['doorId'], ['pin']] },
);

/** A group that a rule does not need is written empty. */
const group = (number: number) => ({
  ...optional(int(`Group${number}`)),
  absent: () => '',
});

/** Access PUSH 9.1.1, multi-card opening: GroupN is the user group of the N-th card. */
export const multimCard = table(
  'multimcard',
  {
    index: int('Index'),
    doorId: int('DoorId'),
    group1: group(1),
    group2: group(2),
    group3: group(3),
    group4: group(4),
    group5: group(5),
    devId: devId(),
  },
  { key: ['index'], unit: ['index'] },
);
