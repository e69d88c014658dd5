import { expect, it } from 'vitest';
import { kindOfRaw } from '../../../src/protocol/access-push/command-kind.js';
import { readCommand, splitCommands } from '../../../src/protocol/access-push/command-reader.js';
import { dialectOf } from '../../../src/protocol/access-push/dialect.js';
import { parseOptions } from '../../../src/protocol/access-push/options.js';
import { parseRecords } from '../../../src/protocol/access-push/records.js';
import { type AnyTable, decodeRow, encodeRow, keyOf, unitOf } from '../../../src/protocol/access-push/table.js';
import { tables } from '../../../src/protocol/access-push/tables/all.js';

const bodies = [
  'DeviceType=acc,~DeviceName=F20/M,AuxOutCount:0,LogIDFunOn==0,AccSupportFunList=0101010000111000,WGRuleVer=V2.0,CmdFormat=1',
  'user uid=5\tcardno=[15CD5B07]\tpin=4\tgroup=1\tstarttime=583512660\tendtime=20230630\tname=A\tprivilege=0\r\n',
  'timezone TimezoneId=2\tSunTime1=54396080\tStartTime=1\nuserauthorize Pin=1\tAuthorizeDoorId=15\tCardNo=CC9932DD\n',
  'C:221:CONTROL DEVICE 01010105\nDataType=1,SN=1,CmdID=9,CmdDesc=C:9:DATA QUERY tablename=user,fielddesc=*,filter=*\n',
  'C:7:DATA UPDATE user Pin=1\tName=a\nPin=2\r\nC:8:SET OPTIONS a=1\nC:9:ACCOUNT transaction StartTime=2018-02-22 16:19:20',
];
const { user, userauthorize, mulcarduser, timezone, templatev10, biodata, extuser, holiday } = tables;
const everyTime: readonly AnyTable[] = [
  user,
  userauthorize,
  mulcarduser,
  timezone,
  templatev10,
  biodata,
  extuser,
  holiday,
];
const all: readonly AnyTable[] = Object.values(tables);
const splinters = [
  '\0',
  '\t',
  '\n',
  '\r',
  '=',
  ',',
  ':',
  '&',
  '~',
  '[',
  '-1',
  '99999999999999999999',
  '\ud800',
  'C:1:',
  '*',
];

/** The same numbers in every run (a linear congruence), below `limit`. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * limit);
  };
}

function mutated(next: (limit: number) => number): string {
  let text = bodies[next(bodies.length)] ?? '';
  for (let cuts = next(6); cuts > 0; cuts -= 1) {
    const at = next(text.length + 1);
    text = text.slice(0, at) + (splinters[next(splinters.length)] ?? '') + text.slice(at + next(4));
  }
  return text;
}

it('reads 20,000 damaged options, rows and commands without throwing; a row read is a row that can be written', () => {
  const next = numbers(312);
  let rows = 0;
  let commands = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const text = mutated(next);
    const dialect = dialectOf(parseOptions(text), { multiCardOn: true, devId: 1 });
    for (const { text: command } of splitCommands(text)) {
      commands += 1;
      readCommand(command);
      expect(['data', 'query', 'control']).toContain(kindOfRaw(command));
    }
    for (const rec of parseRecords(text)) {
      for (const table of [...everyTime, all[round % all.length]].filter((table) => table !== undefined)) {
        const row = decodeRow(table, rec, dialect);
        const written = [encodeRow(table, row, dialect), keyOf(table, row, dialect), unitOf(table, row, dialect)];
        if (Object.keys(row).length > 0) rows += 1;
        if (/[\r\n\0]/.test(written.join(''))) expect.fail(`a line end out of ${JSON.stringify(text)}`);
      }
    }
  }
  expect(rows).toBeGreaterThan(20_000);
  expect(commands).toBeGreaterThan(8_000);
});
