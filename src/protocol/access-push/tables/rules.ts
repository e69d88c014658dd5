import { int } from '../field.js';
import { table } from '../table.js';
import { devId, has } from './columns.js';

const newRules = has(66);

/** Access PUSH 9.1.1, trigger points: Type 0 doors, 4 readers; TriggerID 0 all. A DELETE deletes the whole list. */
export const triggerList = table(
  'TriggerList',
  { triggerListId: int('TriggerListID'), type: int('Type'), devId: devId(), triggerId: int('TriggerID') },
  {
    key: ['triggerListId', 'type', 'devId', 'triggerId'],
    unit: ['triggerListId'],
    deletes: [['triggerListId'], ['type']],
    when: newRules,
  },
);

/** Access PUSH 9.1.1, anti-passback: from the points of one list to those of another. */
export const antiPassBack = table(
  'AntiPassBack',
  {
    antiPassBackId: int('AntiPassBackID'),
    pTriggerListId: int('PTriggerListID'),
    tTriggerListId: int('TTriggerListID'),
  },
  { key: ['antiPassBackId'], unit: ['antiPassBackId'], when: newRules },
);

/** Access PUSH 9.1.1, interlock between the doors of two lists. */
export const interLock = table(
  'InterLock',
  { interLockId: int('InterLockID'), pTriggerListId: int('PTriggerListID'), tTriggerListId: int('TTriggerListID') },
  { key: ['interLockId'], unit: ['interLockId'], when: newRules },
);
