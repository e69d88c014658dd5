import type { TableName } from '../../protocol/access-push/tables/all.js';
import { optionTableName as optionTable } from '../../protocol/access-push/tables/writable.js';

/**
 * What describes the device itself: it has rows of its own there, its address among them, and a DELETE takes them all.
 * So nothing is ever deleted from these; what is no longer said of a device stays on it as it is.
 */
export const settingTables: ReadonlySet<string> = new Set<TableName | typeof optionTable>([
  optionTable,
  'devproperty',
  'devparameters',
  'doorproperty',
  'doorparameters',
  'readerproperty',
  'readerproperty64',
  'readerparameters',
  'readerparameter',
  'auxin',
  'auxout',
]);

/** A row that loses doors or floors is deleted before it is written again: firmware may keep those that it had. */
export const deletedWhenLess: ReadonlySet<string> = new Set<TableName>(['userauthorize', 'usereleauthorize']);

/** Rows that a device takes only for a user it has. */
const ofUser = [
  'extuser',
  'identitycard',
  'mulcarduser',
  'templatev10',
  'biodata',
  'biophoto',
  'userpic',
  'personalvstimezone',
  'firstcard',
] as const satisfies TableName[];

/** Rows that open doors: given last of all, taken first. */
const rights = ['usereleauthorize', 'userauthorize', 'superauthorize'] as const satisfies TableName[];

export const dependsOnUser: ReadonlySet<string> = new Set<TableName>([...ofUser, ...rights]);

/** Given in this order, which is that of what needs what; taken away in the opposite one. */
export const updateOrder: readonly string[] = [
  'devproperty',
  'extboardproperty',
  'extboardrelationlist',
  optionTable,
  'devparameters',
  'doorproperty',
  'readerproperty',
  'readerproperty64',
  'auxin',
  'auxout',
  'doorparameters',
  'readerparameters',
  'readerparameter',
  'ntpserverlist',
  'dstsetting',
  'timezone',
  'holiday',
  'defaultwgformat',
  'wgformat',
  'readerwgformat',
  'difftimezonevs',
  'doorvstimezone',
  'gatepassrule',
  'triggerlist',
  'antipassback',
  'interlock',
  'multimcard',
  'outrelaysetting',
  'inputiosetting',
  'inoutfun',
  'cambindinfo',
  'contact_number_pattern_list',
  'contact_info',
  'contact_number_list',
  'deviceauthorize',
  'user',
  ...ofUser,
  ...rights,
] satisfies (TableName | typeof optionTable)[];

/** Taken away in this order, before anything is given: authority first, the user behind all that hangs on it (docs/rules.md 3). */
export const removalOrder: readonly string[] = [...updateOrder].reverse();
