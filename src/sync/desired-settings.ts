import type { At, Implied } from '../rule/rule.js';
import { supports } from '../wire/push/dialect.js';
import { keyOf } from '../wire/push/table.js';
import { tables } from '../wire/push/tables/all.js';
import { optionTableName, writableNamed } from '../wire/push/tables/writable.js';
import { impliedBy } from './desired-rules.js';
import type { DesiredRow } from './desired.js';
import type { DeviceParts, Part, ReaderPart, SharedFacts } from './facts.js';

/** Door parameters have a table of their own (4.4); panels without it take the same as options. */
const parameterTables = 21;

/** Parameters that a rule switches on: without the rule they go back to this. */
const atRest: Readonly<Record<string, string>> = {
  DoorFirstCardOpenDoor: '0',
  DoorMultiCardOpenDoor: '0',
  AntiPassback: '0',
  InterLock: '0',
  NtpFunOn: '0',
};

const ofDoor = (name: string) => /^(?:ext)?door/i.test(name);

/** `DoorDrivertime` of door 1 is `Door1Drivertime` where it is an option (9.5.1). */
const doorOption = (name: string, door: number) => name.replace(/^((?:ext)?door)/i, `$1${door}`);

/** A parameter as the device knows it: a row of appendix 10's or 12's table, or an option. */
function parameterRow({ door, name, value }: Implied, { dialect }: Pick<At, 'dialect'>): DesiredRow {
  if (supports(dialect, parameterTables)) {
    return door === undefined
      ? { table: 'devparameters', row: { id: dialect.devId, name, value } }
      : { table: 'doorparameters', row: { id: door, name, value } };
  }
  return {
    table: optionTableName,
    row: { name: door !== undefined && ofDoor(name) ? doorOption(name, door) : name, value },
  };
}

const text = (value: string | number | boolean) => (typeof value === 'boolean' ? String(Number(value)) : String(value));

/** What an operator has set of doors beside their properties. */
const doorParameters = ({ doors }: DeviceParts): Implied[] =>
  doors.flatMap(({ number: door, settings }) =>
    Object.entries(settings)
      .filter(([name]) => !(name in doorProperties))
      .map(([name, value]) => ({ door, name, value: text(value) })),
  );

/** Which settings are a row of the property table, under the names of its columns. */
const doorProperties: Readonly<Record<string, true>> = { relay: true, disabled: true };

function doorPropertyRows({ doors }: DeviceParts, { dialect }: At): DesiredRow[] {
  if (!tables.doorproperty.when?.(dialect)) return [];
  return doors
    .filter(({ settings }) => Object.keys(doorProperties).some((name) => name in settings))
    .map(({ number, settings: { relay = number, disabled = false } }) => ({
      table: 'doorproperty',
      row: { id: number, address: Number(relay), disable: disabled === true },
    }));
}

const hasSettings = ({ settings }: Part) => Object.keys(settings).length > 0;

/** The columns of ReaderProperty that settings may name, with what stands there when they do not. */
const readerColumns = {
  type: 2,
  busType: 0,
  address: null,
  disabled: false,
  ipAddress: '',
  port: 0,
  mac: '',
  verifyType: 0,
  multicast: '',
  offlineRefuse: false,
} as const;
const isColumn = (name: string) => name in readerColumns;

function readerRows(reader: ReaderPart, { dialect }: At): DesiredRow[] {
  const { number, settings } = reader;
  const isNew = tables.readerparameter.when?.(dialect) ?? false;
  if (!isNew && !tables.readerparameters.when?.(dialect)) return [];
  const names = Object.keys(settings);
  return [
    ...(names.some(isColumn) ? [readerProperty(reader, isNew)] : []),
    ...names
      .filter((name) => !isColumn(name))
      .map((name): DesiredRow => {
        const value = text(settings[name] ?? '');
        return isNew
          ? { table: 'readerparameter', row: { readerId: number, name, value } }
          : { table: 'readerparameters', row: { id: number, name, value } };
      }),
  ];
}

function readerProperty({ number, door, direction, settings }: ReaderPart, isNew: boolean): DesiredRow {
  const said: Record<keyof typeof readerColumns, string | number | boolean | null> = { ...readerColumns, ...settings };
  const common = {
    doorId: door,
    inOut: direction,
    address: Number(said.address ?? number),
    disable: said.disabled === true,
  };
  if (isNew) return { table: 'readerproperty64', row: { readerId: number, busType: Number(said.busType), ...common } };
  const row = {
    id: number,
    ...common,
    type: Number(said.type),
    ipAddress: String(said.ipAddress),
    port: Number(said.port),
    mac: String(said.mac),
    verifyType: String(said.verifyType),
    multicast: String(said.multicast),
    offlineRefuse: said.offlineRefuse === true,
  };
  return { table: 'readerproperty', row };
}

function auxRows({ auxInputs, auxOutputs }: DeviceParts, { dialect }: At): DesiredRow[] {
  const inputs = tables.auxin.when?.(dialect) ? auxInputs.filter(hasSettings) : [];
  const outputs = tables.auxout.when?.(dialect) ? auxOutputs.filter(hasSettings) : [];
  return [
    ...inputs.map(({ number, settings: { disabled = false, ...more } }) => ({
      table: 'auxin',
      row: {
        id: number,
        address: Number(more.address ?? number),
        disable: disabled === true,
        extBoardId: more.extBoardId,
        inputType: more.inputType,
        inputMode: more.inputMode,
        supervisedResistor: more.supervisedResistor,
      },
    })),
    ...outputs.map(({ number, settings: { disabled = false, address = number } }) => ({
      table: 'auxout',
      row: { id: number, address: Number(address), disable: disabled === true },
    })),
  ];
}

/** Rows that put back what a rule that is no more had switched on. */
function restingRows({ parts, told }: SharedFacts, at: At): DesiredRow[] {
  const known = new Set(told.map(({ table, key }) => `${table} ${key}`));
  const resting = Object.entries(atRest).flatMap(([name, value]): Implied[] =>
    ofDoor(name) ? parts.doors.map(({ number: door }) => ({ door, name, value })) : [{ name, value }],
  );
  return resting.map((parameter) => parameterRow(parameter, at)).filter((row) => known.has(placeOf(row, at)));
}

const placeOf = ({ table, row }: DesiredRow, { dialect }: Pick<At, 'dialect'>): string => {
  const declared = writableNamed(table);
  return declared ? `${table} ${keyOf(declared, row, dialect)}` : table;
};

/** Parameters as rows: what rules need stands above what an operator has set. */
const parameterRows = (parameters: readonly Implied[], at: At) =>
  parameters.map((parameter) => parameterRow(parameter, at));

/** What a device is to know of itself, its doors, readers and auxiliary points. */
export function settingRows(shared: SharedFacts, at: At): DesiredRow[] {
  const { parts } = shared;
  const rows = [
    ...restingRows(shared, at),
    ...parameterRows(doorParameters(parts), at),
    ...doorPropertyRows(parts, at),
    ...parts.readers.flatMap((reader) => readerRows(reader, at)),
    ...auxRows(parts, at),
    ...parameterRows(impliedBy(shared.rules, at), at),
  ];
  // The last that is said of a place counts.
  return [...new Map(rows.map((row) => [placeOf(row, at), row])).values()];
}

/** Rows of the parameters that one rule needs. */
export const impliedRows = (rules: SharedFacts['rules'], at: At): DesiredRow[] =>
  parameterRows(impliedBy(rules, at), at);
