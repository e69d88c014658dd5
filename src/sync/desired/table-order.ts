import type { TableName } from '../../protocol/access-push/tables/all.js';
import { optionTableName as optionTable } from '../../protocol/access-push/tables/writable.js';

/**
 * Tables that describe the device itself. It has rows of its own there, such as its address, and a DELETE would delete
 * them all. So nothing is ever deleted from these tables; a value that Postern no longer sets stays on the device.
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

/** A row that loses doors or floors is deleted before it is written again: firmware may keep the old ones. */
export const deletedWhenLess: ReadonlySet<string> = new Set<TableName>(['userauthorize', 'usereleauthorize']);

/** Rows that a device takes only if it has their user. */
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

/** Rows that open doors: they are sent last and deleted first. */
const rights = ['usereleauthorize', 'userauthorize', 'superauthorize'] as const satisfies TableName[];

export const dependsOnUser: ReadonlySet<string> = new Set<TableName>([...ofUser, ...rights]);

/** What decides who passes where and when. */
export const rightsOfPersons: ReadonlySet<string> = new Set<TableName>([
  'user',
  ...ofUser,
  ...rights,
  'timezone',
  'holiday',
  'difftimezonevs',
  'doorvstimezone',
  'multimcard',
]);

/** Rows are sent in this order, so that what a row needs is there before it; they are deleted in the opposite order. */
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

/**
 * Rows are deleted in this order, before anything is sent: authority first, the user after all rows that depend on it
 * (docs/rules.md 3).
 */
export const removalOrder: readonly string[] = [...updateOrder].reverse();

/** Wiring and reader formats, because doors may not work without them, and time zones, because the first one stays. */
const neverCleared: ReadonlySet<string> = new Set<TableName | typeof optionTable>([
  'extboardproperty',
  'extboardrelationlist',
  'ntpserverlist',
  'dstsetting',
  'timezone',
  'defaultwgformat',
  'wgformat',
  'readerwgformat',
  'deviceauthorize',
]);

/** Whether a table is emptied on a device that should hold nothing of its last server. */
export const isCleared = (table: string): boolean => !settingTables.has(table) && !neverCleared.has(table);
