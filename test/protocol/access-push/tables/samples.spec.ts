import { expect, it } from 'vitest';
import { readCommand } from '../../../../src/protocol/access-push/command-reader.js';
import { deleteUnits, updateRows } from '../../../../src/protocol/access-push/command-data.js';
import { encodeCommand } from '../../../../src/protocol/access-push/command.js';
import { parseRecord } from '../../../../src/protocol/access-push/records.js';
import { decodeRow, unitOf } from '../../../../src/protocol/access-push/table.js';
import { tables } from '../../../../src/protocol/access-push/tables/all.js';
import { terminal } from './dialects.js';
import { samples } from './samples.js';

const numberOf = (line: string) => /^C:(\d+):/.exec(line)?.[1] ?? '';
const textOf = (line: string) => line.replace(/^C:\d+:/, '');

// covers examples: 9.1.1 *
// covers commands: DATA UPDATE
it.each(samples)('$update', ({ table, dialect, row, update }) => {
  expect(encodeCommand(numberOf(update), updateRows(tables[table], [row], dialect))).toBe(update);
  const { verb, table: name, condition } = readCommand(textOf(update));
  expect([verb, name]).toEqual(['update', tables[table].name]);
  expect(decodeRow(tables[table], parseRecord(condition), dialect)).toEqual(row);
});

it.each(samples)('$remove', ({ table, dialect, row, remove }) => {
  const units = [unitOf(tables[table], row, dialect)];
  expect(encodeCommand(numberOf(remove), deleteUnits(tables[table], units))).toBe(remove);
});

it.each(samples)('rows of $table go one a line', ({ table, dialect, row, update }) => {
  const line = textOf(update).replace(/^DATA UPDATE \S+ /, '');
  const text = updateRows(tables[table], [row, row, row], dialect);
  expect(text).toBe(`DATA UPDATE ${tables[table].name} ${line}\n${line}\n${line}`);
});

it('writes three templates of one type as the manual has them', () => {
  const rows = ['1', '2', '3'].map((pin) => ({
    pin,
    no: 0,
    index: 0,
    valid: 1,
    duress: 0,
    type: 9,
    majorVer: '58',
    minorVer: '10',
    format: 0,
    tmp: 'XXX',
  }));
  const row = (pin: string) =>
    `Pin=${pin}\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=XXX`;
  expect(encodeCommand(8748, updateRows(tables.biodata, rows, terminal))).toBe(
    `C:8748:DATA UPDATE biodata ${row('1')}\n${row('2')}\n${row('3')}`,
  );
});

it('empties the events of a device', () => {
  const unit = unitOf(tables.transaction, {}, terminal);
  expect(encodeCommand(123, deleteUnits(tables.transaction, [unit]))).toBe('C:123:DATA DELETE transaction *');
});

it('leaves the name of an expansion board out where the firmware wants it as printed', () => {
  const row = { extBoardId: 1, reactType: 1, entityId: 1, seqNo: 1 };
  const printed = { ...terminal, namelessBoards: true };
  expect(encodeCommand(524, updateRows(tables.extboardrelationlist, [row], printed))).toBe(
    'C:524:DATA UPDATE ExtBoardID=1\tReactType=1\tEntityID=1\tSeqNo=1',
  );
});
