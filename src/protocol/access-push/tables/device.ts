import type { Dialect } from '../dialect.js';
import { flag, int, reported, text } from '../field.js';
import { table } from '../table.js';
import { devId, has, hasAny } from './columns.js';

/** Access PUSH 9.1.1, device property: panels of a group. IsMaster is 0 for the master. DELETE only as a whole. */
export const devProperty = table(
  'DevProperty',
  {
    id: int('ID'),
    type: int('Type'),
    busType: int('BusType'),
    machineType: int('MachineType'),
    address: int('Address'),
    mac: text('Mac'),
    ipAddress: text('IPAddress'),
    sn: text('SN'),
    isMaster: int('IsMaster'),
  },
  { key: ['id'], unit: [] },
);

/** Access PUSH 9.1.1, device parameter (appendix 12). DELETE only as a whole. */
export const devParameters = table(
  'DevParameters',
  { id: int('ID'), name: text('Name'), value: text('Value') },
  { key: ['id', 'name'], unit: [] },
);

/** Access PUSH 9.1.1, time servers. No DELETE is printed: the whole table is assumed. */
export const ntpServerList = table(
  'ntpserverlist',
  { serverAddress: text('ServerAddress') },
  { key: ['serverAddress'], unit: [], when: has(61) },
);

/** DM10, AUX485, EX0808 and the boards of elevators. */
const boards = hasAny(45, 46, 47, 49, 52);

const nameless = ({ namelessBoards }: Dialect) => namelessBoards;

/** Access PUSH 9.1.1, expansion board; printed without the table's name, and without a DELETE. */
export const extBoardProperty = table(
  'ExtBoardProperty',
  {
    extBoardId: int('ExtBoardID'),
    devId: devId(),
    devType: int('DevType'),
    busType: int('BusType'),
    address: int('Address'),
    disable: flag('Disable'),
  },
  { key: ['extBoardId'], unit: ['extBoardId'], when: boards, nameless },
);

/**
 * Access PUSH 9.1.1, the parts on an expansion board: ReactType 1 door, 2 auxiliary input, 3 auxiliary output, 4
 * reader.
 */
export const extBoardRelationList = table(
  'ExtBoardRelationList',
  { extBoardId: int('ExtBoardID'), reactType: int('ReactType'), entityId: int('EntityID'), seqNo: int('SeqNo') },
  { key: ['extBoardId', 'reactType', 'entityId'], unit: ['extBoardId'], when: boards, nameless },
);

/** Access PUSH 5, sub-controllers of a master. IsAuthorize 0 no, 1 in progress, 2 yes. */
export const deviceAuthorize = table(
  'DeviceAuthorize',
  {
    sn: text('SN'),
    online: reported(flag('Online')),
    isAuthorize: int('IsAuthorize'),
    authorizeInfo: reported(text('AuthorizeInfo')),
    registerInfo: reported(text('RegisterInfo')),
  },
  { key: ['sn'], unit: ['sn'], operations: ['update', 'delete', 'upload'], when: ({ level }) => level === 'master' },
);
