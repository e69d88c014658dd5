import { int } from '../field.js';
import { table } from '../table.js';
import { devId, has } from './columns.js';

/** Access PUSH 9.1.1, linkage; what its numbers mean is in codes/linkage.ts. */
export const inOutFun = table(
  'inoutfun',
  {
    index: int('Index'),
    eventType: int('EventType'),
    inAddr: int('InAddr'),
    outType: int('OutType'),
    outAddr: int('OutAddr'),
    outTime: int('OutTime'),
    reserved: int('Reserved'),
    inDevId: devId('InDevID'),
    outDevId: devId('OutDevID'),
  },
  { key: ['index'], unit: ['index'] },
);

/** Access PUSH 9.1.1, camera of a reader (TargetType 0) or an auxiliary input (1). */
export const camBindInfo = table(
  'cambindinfo',
  { targetType: int('TargetType'), targetId: int('TargetID'), chn: int('Chn'), devId: devId() },
  {
    key: ['targetType', 'targetId', 'chn'],
    unit: ['targetType', 'targetId', 'chn'],
    deletes: [['targetId'], ['targetType', 'targetId'], ['targetType', 'targetId', 'chn']],
    when: has(65),
  },
);
