import { describe, expect, it } from 'vitest';
import type { AnyField } from '../../../../src/protocol/access-push/field.js';
import type { AnyTable } from '../../../../src/protocol/access-push/table.js';
import {
  formOf,
  formsNamed,
  tableNamed,
  type TableName,
  tables,
} from '../../../../src/protocol/access-push/tables/all.js';
import { everything, terminal, withFunctions } from './dialects.js';
import { manual } from './manual.js';

const all = Object.entries(tables) as readonly (readonly [TableName, AnyTable])[];
const namesOf = (field: AnyField | undefined) => {
  if (!field) return [];
  return 'names' in field ? field.names : [field.name];
};
const isReported = (field: AnyField) => 'reported' in field;

it('declares every table of the manual and nothing else', () => {
  expect(Object.keys(tables).sort()).toEqual(Object.keys(manual).sort());
});

describe.each(all)('declaration of %s', (key, table) => {
  const fields = Object.values(table.fields);
  const printed = manual[key];

  it('stands under its key, in any case', () => {
    expect(table.name).toBe(printed.name);
    expect(tableNamed(key.toUpperCase())).toBe(table);
  });

  it('has the columns of the manual, in its order', () => {
    const sent = fields.filter((field) => !isReported(field)).flatMap(namesOf);
    expect(sent).toEqual(printed.columns.split(' '));
    expect(fields.filter(isReported).flatMap(namesOf).join(' ')).toBe(printed.reported ?? '');
  });

  it('has every spelling once', () => {
    const spellings = fields.flatMap((field) => [...namesOf(field), ...('aliases' in field ? field.aliases : [])]);
    expect(new Set(spellings.map((name) => name.toLowerCase())).size).toBe(spellings.length);
  });

  it('has the operations and the conditions of DELETE of the manual', () => {
    expect(table.operations).toEqual(printed.operations.split(' '));
    const conditions = table.deletes.map((keys) => keys.flatMap((name) => namesOf(table.fields[name])).join(' '));
    expect(conditions.join('|')).toBe(printed.deletes);
  });

  it.each([
    ['a terminal', terminal],
    ['everything', everything],
    ['one door a row', withFunctions([15])],
  ])('has keys among its fields and a unit that is printed, for %s', (_, dialect) => {
    const [keys = [], unit = []] = [table.key, table.unit].map((names) =>
      typeof names === 'function' ? names(dialect) : names,
    );
    expect(Object.keys(table.fields)).toEqual(expect.arrayContaining([...keys, ...unit]));
    expect(unit.length === 0 ? [[]] : table.deletes).toContainEqual(unit);
  });
});

it.each(all)('%s is there on a device that has everything, or all but position 64', (_, table) => {
  const { functions } = everything;
  const older = { ...everything, functions: `${functions.slice(0, 64)}0${functions.slice(65)}` };
  expect([everything, older].some((dialect) => table.when?.(dialect) ?? true)).toBe(true);
});

it('knows which form of ReaderProperty a device has', () => {
  expect(formsNamed('READERPROPERTY')).toEqual(['readerproperty', 'readerproperty64']);
  expect(formOf('ReaderProperty', withFunctions([18]))).toBe('readerproperty');
  expect(formOf('ReaderProperty', withFunctions([18, 64]))).toBe('readerproperty64');
  expect(formOf('ReaderProperty', withFunctions([64]))).toBe('readerproperty64');
  expect(formOf('ReaderProperty', terminal)).toBeUndefined();
});

it('means the table by a name in a command, never the upload of the same name', () => {
  expect(formsNamed('BioData')).toEqual(['biodata']);
  expect(formsNamed('rtlog')).toEqual([]);
  expect(formsNamed('transaction')).toEqual(['transaction']);
  expect(formOf('nothing', everything)).toBeUndefined();
});

const gates: readonly (readonly [TableName, readonly number[]])[] = [
  ['identitycard', [30]],
  ['superauthorize', [16]],
  ['difftimezonevs', [12]],
  ['doorvstimezone', [12]],
  ['personalvstimezone', [12]],
  ['doorproperty', [17]],
  ['doorparameters', [21]],
  ['readerproperty', [18]],
  ['readerparameters', [18]],
  ['readerproperty64', [64]],
  ['readerparameter', [64]],
  ['auxin', [19]],
  ['auxout', [20]],
  ['inputiosetting', [8]],
  ['cambindinfo', [65]],
  ['triggerlist', [66]],
  ['antipassback', [66]],
  ['interlock', [66]],
  ['ntpserverlist', [61]],
  ['extboardproperty', [45, 46, 47, 49, 52]],
  ['extboardrelationlist', [45, 46, 47, 49, 52]],
  ['usereleauthorize', [55]],
  ['contact_info', [63]],
  ['contact_number_list', [63]],
  ['contact_number_pattern_list', [63]],
];

it.each(gates)('%s is there with position %j of AccSupportFunList, not without', (name, positions) => {
  const table: AnyTable = tables[name];
  for (const position of positions) expect(table.when?.(withFunctions([position]))).toBe(true);
  const others = Array.from({ length: 67 }, (_, at) => at).filter((at) => !positions.includes(at));
  expect(table.when?.(withFunctions(others.filter((at) => at !== 64)))).toBe(false);
});

it('mulcarduser is there once the device has accepted several cards', () => {
  expect(tables.mulcarduser.when?.(terminal)).toBe(false);
  expect(tables.mulcarduser.when?.(everything)).toBe(true);
});

it.each([
  ['outrelaysetting', { outRelaySet: false }],
  ['dstsetting', { dst: false }],
  ['wgformat', { cardFormat: false }],
  ['defaultwgformat', { cardFormat: false }],
  ['readerwgformat', { cardFormat: false }],
] as const)('%s is not there after %j, a plain no', (name, told) => {
  expect(tables[name].when?.({ ...terminal, ...told })).toBe(false);
  expect(tables[name].when?.(terminal)).toBe(true);
});

it.each([
  ['deviceauthorize', { level: 'master' }],
  ['templatev10', { bio: { ...terminal.bio, templates: [1] } }],
  ['biodata', { bio: { ...terminal.bio, templates: [9] } }],
  ['biophoto', { bio: { ...terminal.bio, photos: [9] } }],
] as const)('%s is there with %j only', (name, told) => {
  expect(tables[name].when?.(terminal)).toBe(false);
  expect(tables[name].when?.({ ...terminal, ...told })).toBe(true);
});

it('keeps what people must not see out of sight', () => {
  const secret = all.filter(([, table]) => table.secret).map(([key]) => key);
  expect(secret.sort()).toEqual([
    'attphoto',
    'biodata',
    'biophoto',
    'contact_info',
    'doorparameters',
    'enrollbiodata',
    'enrollinfodata',
    'identitycard',
    'linkphotoinfo',
    'readerparameter',
    'readerparameters',
    'templatev10',
    'user',
    'userpic',
  ]);
});
