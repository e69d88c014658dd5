import { describe, expect, it } from 'vitest';
import { errorMeaning } from '../../src/protocol/access-push/codes/errors.js';
import { eventOf, events } from '../../src/protocol/access-push/codes/events.js';
import { languageOf } from '../../src/protocol/access-push/codes/languages.js';
import { returnClass, returnCodes, returnMeaning } from '../../src/protocol/access-push/codes/returns.js';
import { verifyModeName, verifyModes } from '../../src/protocol/access-push/codes/verify.js';
import { bioTypes } from '../../src/protocol/access-push/parameters/bio-support.js';
import {
  deviceParameterTable,
  interlockValues,
  passbackValues,
} from '../../src/protocol/access-push/parameters/device.js';
import { doorParameterTable } from '../../src/protocol/access-push/parameters/door.js';
import { parameterFault } from '../../src/protocol/access-push/parameters/parameter.js';
import { readerParameterTable } from '../../src/protocol/access-push/parameters/reader.js';
import { functionNames, functionsOf, machineTypes } from '../../src/protocol/access-push/parameters/functions.js';
import { dialectOf, supports } from '../../src/protocol/access-push/dialect.js';
import { parseRecord } from '../../src/protocol/access-push/records.js';
import { type AnyTable, decodeRow, encodeRow } from '../../src/protocol/access-push/table.js';
import { tables } from '../../src/protocol/access-push/tables/all.js';
import { printedTables, pushNames } from './push-names.js';

const codesOf = (list: string) => pushNames(list).map(({ name }) => Number(name));

// covers events: *
it('knows every event of appendix 2 and 19 with its level, and no other', () => {
  const listed = pushNames('events').map(({ name, rest: [level = ''] }) => [Number(name), Number(level)] as const);
  expect([...listed].sort(([a], [b]) => a - b)).toEqual(events.map(({ code, level }) => [code, level]));
  for (const code of codesOf('events')) {
    expect(eventOf(code), String(code)).toMatchObject({ code, known: true });
    expect(eventOf(code).name).not.toBe('');
  }
});

// covers returns: *
it('has a meaning for every return code of appendix 1, and says what follows from it', () => {
  for (const code of codesOf('returns')) {
    expect(returnCodes, String(code)).toContain(code);
    expect(returnMeaning(code), String(code)).not.toContain(String(code));
    expect(returnClass(code), String(code)).toMatch(/^(pending|size|never|full|row|again)$/);
  }
  expect(returnClass(0)).toBe('ok');
});

// covers verify-modes: *
it('names every verification mode of appendix 3', () => {
  const names = codesOf('verify-modes').map((code) => verifyModeName(String(code), 0));
  expect(names.slice(0, -1)).toEqual(verifyModes);
  expect(new Set(names).size).toBe(names.length);
  expect(names.at(-1)).toBe('Other');
});

// covers verify-bits: *
it('names every bit of a verification string', () => {
  const names = codesOf('verify-bits').map((bit) => verifyModeName('1'.padEnd(bit + 1, '0').padStart(16, '0'), 0));
  expect(names[0]).toBe('Other');
  expect(new Set(names).size).toBe(names.length);
  expect(names.slice(1)).not.toContain('Other');
});

// covers bio-types: *
it('names every biometric type of appendix 18', () => {
  expect([...bioTypes.keys()]).toEqual(codesOf('bio-types'));
  expect(new Set(bioTypes).size).toBe(11);
  expect([bioTypes[1], bioTypes[9]]).toEqual(['fingerprint', 'visibleLightFace']);
});

// covers apb: *
it('knows every value of anti-passback of appendix 8', () => {
  expect(Object.keys(passbackValues).map(Number)).toEqual(codesOf('apb'));
  expect(new Set(Object.values(passbackValues)).size).toBe(22);
});

// covers interlock: *
it('knows every value of interlock of appendix 9', () => {
  expect(Object.keys(interlockValues).map(Number)).toEqual(codesOf('interlock'));
  expect(new Set(Object.values(interlockValues)).size).toBe(6);
});

// covers parameters: *
it('has every parameter of appendices 10 to 12 with a range that holds', () => {
  const appendices = {
    'app. 10': doorParameterTable,
    'app. 11': readerParameterTable,
    'app. 12': deviceParameterTable,
  };
  for (const { name, section } of pushNames('parameters')) {
    const parameters = appendices[section as keyof typeof appendices];
    expect(Object.keys(parameters), section).toContain(name);
    expect(parameterFault(parameters, name, 'x'.repeat(1_000), null), name).toMatch(/^must be /);
  }
});

// covers languages: *
it('knows every language of appendix 4', () => {
  const tags = codesOf('languages').map((number) => languageOf(String(number)));
  expect(new Set(tags).size).toBe(23);
  for (const tag of tags) expect(Intl.getCanonicalLocales(tag ?? '')).toEqual([tag]);
  expect(['69', '83', '75', '0', ''].map(languageOf)).toEqual(['en', 'zh-Hans', 'ko', null, null]);
});

// covers models: *
it('knows every model of appendix 7', () => {
  expect(Object.keys(machineTypes).map(Number)).toEqual(codesOf('models'));
  expect(new Set(Object.values(machineTypes)).size).toBe(21);
});

// covers error-codes: *
it('has a meaning for every code of appendix 17, and takes the others apart', () => {
  const meanings = pushNames('error-codes').map(({ name }) => errorMeaning(name));
  expect(new Set(meanings).size).toBe(7);
  expect(meanings).not.toContain('');
  expect(errorMeaning('d03e00ff')).toBe('error 00FF of the device, module hardware');
  expect(errorMeaning('S99E0001')).toBe('error 0001 of the software, module 99');
  expect([errorMeaning(''), errorMeaning('broken')]).toEqual(['', '']);
});

/** A device that has everything, and one that has all but the second form of ReaderProperty. */
const everything = dialectOf(
  {
    AccSupportFunList: '1'.repeat(67),
    DateFmtFunOn: '1',
    DisableUserFunOn: '1',
    DeleteAndFunOn: '1',
    WGRuleVer: '2.0',
    LossCardFunOn: '1',
  },
  { multiCardOn: true, devId: 1 },
);

const declared = (name: string): AnyTable | undefined => {
  const forms = Object.values<AnyTable>(tables).filter((table) => table.name === name.replace(' (64)', ''));
  return name.endsWith('(64)') ? forms[1] : forms[0];
};

const namesOf = (table: AnyTable | undefined) =>
  Object.values(table?.fields ?? {}).flatMap((field) => ('names' in field ? field.names : [field.name]));

// covers tables: *
describe('every table', () => {
  it.each(printedTables())('$name is declared with its operations', ({ name, operations }) => {
    expect([...(declared(name)?.operations ?? [])].sort()).toEqual([...operations].sort());
  });

  it('is declared once, and no other is', () => {
    expect(
      printedTables()
        .map(({ name }) => name.replace(' (64)', ''))
        .sort(),
    ).toEqual(
      Object.values<AnyTable>(tables)
        .map(({ name }) => name)
        .sort(),
    );
  });
});

// covers fields: *
describe('every field', () => {
  it.each(printedTables())('of $name is declared, read and written in the order of the wire', (printed) => {
    const { name, columns, reported } = printed;
    const table = declared(name);
    expect(namesOf(table)).toEqual(expect.arrayContaining([...columns, ...reported]));
    if (!table) return;
    const cell = (column: string) => `${column}=${column === 'Holiday' ? '20260101' : '1'}`;
    const row = decodeRow(table, parseRecord([...columns, ...reported].map(cell).join('\t')), everything);
    const written = encodeRow(table, row, everything)
      .split('\t')
      .map((text) => text.replace(/=.*/, ''));
    const sent = columns.filter((column) => !isReported(table, column));
    if (printed.operations.includes('update')) expect(written).toEqual(sent);
    expect(Object.keys(row).length).toBeGreaterThan(0);
  });
});

const isReported = ({ fields }: AnyTable, column: string) =>
  Object.values(fields).some((field) => 'reported' in field && field.name === column);

// covers functions: *
it('reads each position of AccSupportFunList from the left', () => {
  for (const position of codesOf('functions')) {
    const functions = '0'.repeat(position) + '1';
    expect(codesOf('functions').filter((other) => supports({ functions }, other))).toEqual([position]);
  }
  expect(supports({ functions: '' }, 0)).toBe(false);
  expect(functionNames).toHaveLength(codesOf('functions').length);
  expect(functionsOf(`${'0'.repeat(66)}1`)).toEqual(['new anti-passback and interlock']);
});
