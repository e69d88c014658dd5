import { flag, int, optional } from '../field.js';
import { table } from '../table.js';
import { devId, has } from './columns.js';

/** Access PUSH 9.1.1, auxiliary input; the last four columns came with expansion boards. DELETE only as a whole. */
export const auxIn = table(
  'AuxIn',
  {
    id: int('ID'),
    devId: devId(),
    address: int('Address'),
    disable: flag('Disable'),
    extBoardId: optional(int('ExtBoardID')),
    inputType: optional(int('InputType')),
    inputMode: optional(int('InputMode')),
    supervisedResistor: optional(int('SupervisedResistor')),
  },
  { key: ['id', 'devId'], unit: [], when: has(19) },
);

/** Access PUSH 9.1.1, auxiliary output. DELETE only as a whole. */
export const auxOut = table(
  'AuxOut',
  { id: int('ID'), devId: devId(), address: int('Address'), disable: flag('Disable') },
  { key: ['id', 'devId'], unit: [], when: has(20) },
);

/** Access PUSH 9.1.1, when an exit button (InType 0) or auxiliary input (1) works. DELETE only as a whole. */
export const inputIOSetting = table(
  'InputIOSetting',
  { number: int('Number'), inType: int('InType'), timeZoneId: int('TimeZoneId'), devId: devId() },
  { key: ['number', 'inType', 'devId'], unit: [], when: has(8) },
);

/**
 * Access PUSH 9.1.1, scheduled output: OutType 0 door, 1 auxiliary output; ActionType 0 none, 1 normally open, 2
 * normally closed. A DELETE takes door and auxiliary output of the number.
 */
export const outRelaySetting = table(
  'outrelaysetting',
  {
    num: int('Num'),
    outType: int('OutType'),
    actionType: int('ActionType'),
    timezoneId: int('TimezoneId'),
    devId: devId(),
  },
  { key: ['num', 'outType', 'devId'], unit: ['num'], when: ({ outRelaySet }) => outRelaySet !== false },
);
