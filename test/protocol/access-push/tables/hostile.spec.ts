import { describe, expect, it } from 'vitest';
import { deleteUnits, updateRows } from '../../../../src/protocol/access-push/command-data.js';
import { readCommand } from '../../../../src/protocol/access-push/command-reader.js';
import type { AnyField } from '../../../../src/protocol/access-push/field.js';
import { type AnyRow, type AnyTable, encodeRow, keyOf, unitOf } from '../../../../src/protocol/access-push/table.js';
import { tables } from '../../../../src/protocol/access-push/tables/all.js';
import { everything, terminal, withFunctions } from './dialects.js';

const all = Object.entries(tables) as readonly (readonly [string, AnyTable])[];
const splinters = [
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\tPin=1',
  '\nC:1:CONTROL DEVICE 01010105',
  '=',
  ',',
  '*',
  'Ä',
  '\ud800',
];

/** The same numbers in every run, below `limit`. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * limit);
  };
}

const hostile = (next: (limit: number) => number) =>
  Array.from({ length: 1 + next(6) }, () => splinters[next(splinters.length)] ?? '').join('x');

const dialects = [terminal, everything, withFunctions([15, 26])];

/** The worst value for a field. A row may hold anything, because types do not exist at run time. */
function valueOf(field: AnyField, next: (limit: number) => number): unknown {
  if ('names' in field) return {};
  const written = (value: unknown) => {
    try {
      return dialects.every((dialect) => typeof field.write(value, dialect) === 'string');
    } catch {
      return false;
    }
  };
  const fitting = [hostile(next), next(250) + 1, [1, 2], null].filter(written);
  return fitting[next(fitting.length)];
}

describe.each(all)('%s', (_, table) => {
  it('stays one row whatever its values are', () => {
    const next = numbers(table.name.length * 7919);
    for (let round = 0; round < 40; round += 1) {
      const row: AnyRow = Object.fromEntries(
        Object.entries(table.fields).map(([key, field]) => [key, valueOf(field, next)]),
      );
      for (const dialect of dialects) {
        const text = encodeRow(table, row, dialect);
        expect(text).not.toMatch(/[\r\n\0]/);
        const names = text === '' ? [] : text.split('\t').map((cell) => cell.replace(/=.*$/, ''));
        const declared = Object.values(table.fields).flatMap((field) =>
          'names' in field ? field.names : [field.name],
        );
        expect(declared).toEqual(expect.arrayContaining(names));
        expect(new Set(names).size).toBe(names.length);
        expect([keyOf(table, row, dialect), unitOf(table, row, dialect)].join('')).not.toMatch(/[\r\n\0]/);
        const update = readCommand(updateRows(table, [row, row], dialect));
        expect(update.rows.length).toBe(names.length === 0 ? 0 : 2);
        expect(deleteUnits(table, [unitOf(table, row, dialect)])).not.toMatch(/[\r\n\0]/);
      }
    }
  });
});
