import type { OldList, OldRow } from './old-list.js';
import { said } from './old-values.js';

const byId = (row: OldRow) => said(row, 'id');
const bySn = (row: OldRow) => said(row, 'sn');

/** The lists of the old server, in the order in which they are read. */
export const oldLists = {
  devices: { paths: ['v2/device/list', 'device/accList'], idOf: bySn },
  elevators: { paths: ['v2/eleDevice/eleList', 'eleDevice/eleList'], idOf: bySn },
  entrances: { paths: ['v2/psgDevice/list', 'psgDevice/list'], idOf: bySn },
  doors: { paths: ['v2/door/list', 'door/list'], idOf: byId },
  readers: { paths: ['v2/reader/list', 'reader/accList'], idOf: byId },
  floors: { paths: ['v2/floor/list', 'floor/list'], idOf: byId },
  gates: { paths: ['v2/psgGate/list', 'psgGate/list'], idOf: byId },
  departments: { paths: ['department/getDepartmentList'], idOf: (row: OldRow) => said(row, 'code') },
  accLevels: { paths: ['v2/accLevel/list', 'accLevel/list'], idOf: byId },
  eleLevels: { paths: ['v2/eleLevel/list', 'eleLevel/list'], idOf: byId },
  psgLevels: { paths: ['v2/psgLevel/list', 'psgLevel/list'], idOf: byId },
  visLevels: { paths: ['visLevel/list'], idOf: byId },
  areas: { paths: ['v2/attAreaPerson/area/list', 'attAreaPerson/area/list'], idOf: (row: OldRow) => said(row, 'code') },
  visits: { paths: ['v2/visRegistration/getTransactionList'], idOf: byId },
  visitors: { paths: ['v2/visVisitor/getVisitorList', 'visVisitor/getVisitorList'], idOf: byId },
  /** Pages are small: they have photos. */
  people: {
    paths: ['v2/person/getPersonList', 'person/getPersonList'],
    pageSize: 200,
    idOf: (row: OldRow) => said(row, 'pin'),
  },
} as const satisfies Record<string, OldList>;
