import type { Dialect } from '../dialect.js';
import { flag, int, text } from '../field.js';
import { table } from '../table.js';
import { devId, has } from './columns.js';

/** Position 64 replaces the reader tables of position 18. */
const before64 = (dialect: Dialect) => has(18)(dialect) && !has(64)(dialect);

/** Access PUSH 9.1.1, reader property of panels with a reader table. Type is a sum of bits. DELETE only as a whole. */
export const readerProperty = table(
  'ReaderProperty',
  {
    id: int('ID'),
    doorId: int('DoorID'),
    type: int('Type'),
    address: int('Address'),
    ipAddress: text('IPAddress'),
    port: int('Port'),
    mac: text('MAC'),
    inOut: int('InOut'),
    disable: flag('Disable'),
    verifyType: text('VerifyType'),
    multicast: text('Multicast'),
    devId: devId(),
    offlineRefuse: flag('OfflineRefuse'),
  },
  { key: ['id', 'devId'], unit: [], when: before64 },
);

/** Access PUSH 9.1.1, the second reader property, under the same name on the wire. */
export const readerProperty64 = table(
  'ReaderProperty',
  {
    readerId: int('ReaderID'),
    doorId: int('DoorID'),
    busType: int('BusType'),
    inOut: int('InOut'),
    address: int('Address'),
    disable: flag('Disable'),
  },
  { key: ['readerId'], unit: ['readerId'], when: has(64) },
);

/** Access PUSH 9.1.1, reader parameter (appendix 11). DELETE only as a whole. One of the names is a password. */
export const readerParameters = table(
  'ReaderParameters',
  { id: int('ID'), devId: devId(), name: text('Name'), value: text('Value') },
  { key: ['id', 'devId', 'name'], unit: [], when: before64, secret: true },
);

/** Access PUSH 9.1.1, reader parameter (appendix 11) since position 64. */
export const readerParameter = table(
  'ReaderParameter',
  { readerId: int('ReaderID'), name: text('Name'), value: text('Value') },
  {
    key: ['readerId', 'name'],
    unit: ['readerId', 'name'],
    deletes: [['readerId'], ['readerId', 'name']],
    when: has(64),
    secret: true,
  },
);
