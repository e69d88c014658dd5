import { propertySettings } from '../../modules/door/setting-rules.js';
import type { At, Implied } from '../../modules/rule/rule.js';
import { supports } from '../../protocol/access-push/dialect.js';
import { deviceParameterTable } from '../../protocol/access-push/parameters/device.js';
import { doorOfOption, doorOptionNames, doorParameterTable } from '../../protocol/access-push/parameters/door.js';
import { parameterText, type Parameters } from '../../protocol/access-push/parameters/parameter.js';
import { readerParameterTable } from '../../protocol/access-push/parameters/reader.js';
import { keyOf, type AnyRow } from '../../protocol/access-push/table.js';
import { tables } from '../../protocol/access-push/tables/all.js';
import { optionTableName, writableNamed } from '../../protocol/access-push/tables/writable.js';
import { impliedBy } from './desired-rules.js';
import type { DesiredRow } from './desired-row.js';
import type { DeviceParts, Part, ReaderPart, SharedFacts } from './facts.js';

/** Parameters have tables of their own (4.4); panels without these tables take them as options. */
export const parameterTables = 21;

/**
 * The value that a parameter goes back to when nothing sets it any more: what a rule had switched on, and what would
 * let people in or shut them out. The device keeps its last value of all other parameters.
 */
const atRest: readonly Omit<Implied, 'door'>[] = [
  { name: 'AntiPassback', value: '0' },
  { name: 'InterLock', value: '0' },
  { name: 'NtpFunOn', value: '0' },
  { name: 'DSTOn', value: '0' },
];
const doorsAtRest: readonly Omit<Implied, 'door'>[] = [
  { name: 'DoorFirstCardOpenDoor', value: '0' },
  { name: 'DoorMultiCardOpenDoor', value: '0' },
  { name: 'DoorKeepOpenTimeZone', value: '0' },
  { name: 'DoorValidTZ', value: '1' },
  { name: 'DoorSupperPassWord', value: '' },
  { name: 'DoorForcePassWord', value: '' },
  { name: 'DoorInOutAntiPassback', value: '0' },
  { name: 'DoorMaskFlag', value: '0' },
  { name: 'DoorDisable', value: '1' },
];

/** Of these, the parameters that open doors or keep them shut, which another server may have left. */
const atRestByTable: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  devparameters: new Map(atRest.slice(0, 2).map(({ name, value }) => [name, value])),
  doorparameters: new Map(doorsAtRest.map(({ name, value }) => [name, value])),
};

/** Of a device and of a door: what another server may have left. */
export const deviceSwitches: readonly string[] = [...(atRestByTable.devparameters?.keys() ?? [])];
export const doorSwitches: readonly string[] = doorsAtRest.map(({ name }) => name);

function restOf(table: string, name: string): string | undefined {
  if (table !== optionTableName) return atRestByTable[table]?.get(name);
  const ofDoor = doorOfOption(name);
  return ofDoor ? atRestByTable.doorparameters?.get(ofDoor.name) : atRestByTable.devparameters?.get(name);
}

/** Whether a parameter of a device differs from its value when nothing sets it, in a way that people notice. */
export function isSwitched(table: string, { name, value }: AnyRow): boolean {
  const rest = typeof name === 'string' ? restOf(table, name) : undefined;
  return rest !== undefined && typeof value === 'string' && value !== '' && value !== rest;
}

type Facts = Pick<SharedFacts, 'rules' | 'parts'>;
type Settings = Part['settings'];

const optionRow = (name: string, value: string): DesiredRow => ({ table: optionTableName, row: { name, value } });

/**
 * A parameter in the form that the device knows: a row of appendix 10's or 12's table, or options. A parameter that it
 * cannot have is not sent.
 */
function parameterRows({ door, name, value }: Implied, { dialect }: At, { readers }: DeviceParts): DesiredRow[] {
  const text = parameterText(door === undefined ? deviceParameterTable : doorParameterTable, name, value, dialect);
  if (text === null) return [];
  const inTables = supports(dialect, parameterTables);
  if (door === undefined) {
    return [
      inTables ? { table: 'devparameters', row: { id: dialect.devId, name, value: text } } : optionRow(name, text),
    ];
  }
  if (inTables) return [{ table: 'doorparameters', row: { id: door, name, value: text } }];
  const ofDoor = readers.filter((reader) => reader.door === door).map(({ number }) => number);
  return doorOptionNames(name, door, ofDoor).map((option) => optionRow(option, text));
}

/** Parameters among settings: what is not in the property table of the thing. */
const parametersIn = (settings: Settings, properties: Parameters) =>
  Object.entries(settings).filter(([name]) => !Object.hasOwn(properties, name));

/** Columns among settings as numbers and texts, or null where none is set. */
function columnsIn(settings: Settings, properties: Parameters, { dialect }: At): Record<string, string> | null {
  const set = Object.entries(settings).filter(([name]) => Object.hasOwn(properties, name));
  if (set.length === 0) return null;
  return Object.fromEntries(
    set.flatMap(([name, value]) => {
      const text = parameterText(properties, name, value, dialect);
      return text === null ? [] : [[name, text]];
    }),
  );
}

const number = (text: string | undefined, otherwise: number) => (text === undefined ? otherwise : Number(text));
const numberIf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

const doorProperty = (door: number, columns: Record<string, string>): DesiredRow => ({
  table: 'doorproperty',
  row: { id: door, address: number(columns.relay, door), disable: columns.disabled === '1' },
});

function doorRows({ number: door, settings }: Part, at: At, parts: DeviceParts): DesiredRow[] {
  const columns = tables.doorproperty.when?.(at.dialect) ? columnsIn(settings, propertySettings.door, at) : null;
  const property = columns && doorProperty(door, columns);
  return [
    ...(property ? [property] : []),
    ...parametersIn(settings, propertySettings.door).flatMap(([name, value]) =>
      parameterRows(
        { door, name, value: typeof value === 'boolean' ? String(Number(value)) : String(value) },
        at,
        parts,
      ),
    ),
  ];
}

function readerRows(reader: ReaderPart, at: At): DesiredRow[] {
  const { number: id, settings } = reader;
  const isNew = tables.readerparameter.when?.(at.dialect) ?? false;
  if (!isNew && !tables.readerparameters.when?.(at.dialect)) return [];
  const columns = columnsIn(settings, propertySettings.reader, at);
  return [
    ...(columns ? [readerProperty(reader, columns, isNew)] : []),
    ...parametersIn(settings, propertySettings.reader).flatMap(([name, value]): DesiredRow[] => {
      const text = parameterText(readerParameterTable, name, value, at.dialect);
      if (text === null) return [];
      return isNew
        ? [{ table: 'readerparameter', row: { readerId: id, name, value: text } }]
        : [{ table: 'readerparameters', row: { id, name, value: text } }];
    }),
  ];
}

/** The reader is a Wiegand reader unless the settings say otherwise (9.1.1, reader property). */
const wiegandReader = '2';

function readerProperty(reader: ReaderPart, columns: Record<string, string>, isNew: boolean): DesiredRow {
  const { number: id, door: doorId, direction: inOut } = reader;
  const { type = wiegandReader, ipAddress = '', mac = '', verifyType = '0', multicast = '' } = columns;
  const common = { doorId, inOut, address: number(columns.address, id), disable: columns.disabled === '1' };
  if (isNew) {
    return { table: 'readerproperty64', row: { readerId: id, busType: number(columns.busType, 0), ...common } };
  }
  const [port, offlineRefuse] = [number(columns.port, 0), columns.offlineRefuse === '1'];
  const row = { id, ...common, type: Number(type), ipAddress, port, mac, verifyType, multicast, offlineRefuse };
  return { table: 'readerproperty', row };
}

const auxInput = (id: number, columns: Record<string, string>): DesiredRow => ({
  table: 'auxin',
  row: {
    id,
    address: number(columns.address, id),
    disable: columns.disabled === '1',
    extBoardId: numberIf(columns.extBoardId),
    inputType: numberIf(columns.inputType),
    inputMode: numberIf(columns.inputMode),
    supervisedResistor: numberIf(columns.supervisedResistor),
  },
});

const auxOutput = (id: number, columns: Record<string, string>): DesiredRow => ({
  table: 'auxout',
  row: { id, address: number(columns.address, id), disable: columns.disabled === '1' },
});

function auxRows({ auxInputs, auxOutputs }: DeviceParts, at: At): DesiredRow[] {
  const inputs = tables.auxin.when?.(at.dialect) ? auxInputs : [];
  const outputs = tables.auxout.when?.(at.dialect) ? auxOutputs : [];
  return [
    ...inputs.flatMap(({ number: id, settings }) => {
      const columns = columnsIn(settings, propertySettings.auxInput, at);
      return columns ? [auxInput(id, columns)] : [];
    }),
    ...outputs.flatMap(({ number: id, settings }) => {
      const columns = columnsIn(settings, propertySettings.auxOutput, at);
      return columns ? [auxOutput(id, columns)] : [];
    }),
  ];
}

/** The values of properties that are not set. */
const plainProperties = ({ doors, readers, auxInputs, auxOutputs }: DeviceParts): DesiredRow[] => [
  ...doors.map(({ number: door }) => doorProperty(door, {})),
  ...readers.flatMap((reader) => [readerProperty(reader, {}, true), readerProperty(reader, {}, false)]),
  ...auxInputs.map(({ number: id }) => auxInput(id, {})),
  ...auxOutputs.map(({ number: id }) => auxOutput(id, {})),
];

/** Rows that put back values which nothing sets any more. */
function restingRows({ parts, told }: SharedFacts, at: At): DesiredRow[] {
  const known = new Set(told.map(({ table, key }) => `${table} ${key}`));
  const ofDoors = parts.doors.flatMap(({ number: door }) => doorsAtRest.map((parameter) => ({ door, ...parameter })));
  const parameters = [...atRest, ...ofDoors].flatMap((parameter) => parameterRows(parameter, at, parts));
  return [...parameters, ...plainProperties(parts)].filter((row) => known.has(placeOf(row, at)));
}

const placeOf = ({ table, row }: DesiredRow, { dialect }: Pick<At, 'dialect'>): string => {
  const declared = writableNamed(table);
  return declared ? `${table} ${keyOf(declared, row, dialect)}` : table;
};

/** The parameters of a device, its doors, readers and auxiliary points. @param clock parameters of its clock */
export function settingRows(shared: SharedFacts, at: At, clock: readonly Implied[]): DesiredRow[] {
  const { parts } = shared;
  const rows = [
    ...restingRows(shared, at),
    ...parts.doors.flatMap((door) => doorRows(door, at, parts)),
    ...parts.readers.flatMap((reader) => readerRows(reader, at)),
    ...auxRows(parts, at),
    ...[...impliedBy(shared.rules, at), ...clock].flatMap((parameter) => parameterRows(parameter, at, parts)),
  ];
  // The last value of a place counts, so a rule overrides what an operator has set.
  return [...new Map(rows.map((row) => [placeOf(row, at), row])).values()];
}

/** Rows of the parameters that rules need. */
export const impliedRows = ({ rules, parts }: Facts, at: At): DesiredRow[] =>
  impliedBy(rules, at).flatMap((parameter) => parameterRows(parameter, at, parts));
