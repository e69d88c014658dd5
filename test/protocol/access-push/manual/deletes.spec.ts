import { expect, it } from 'vitest';
import { encodeCommand } from '../../../../src/protocol/access-push/command.js';
import { conditionText, deleteUnits } from '../../../../src/protocol/access-push/command-data.js';
import { readCommandLine, readCommand } from '../../../../src/protocol/access-push/command-reader.js';
import { tables, type TableName } from '../../../../src/protocol/access-push/tables/all.js';

type Conditions = Readonly<Record<string, string | number>>;

/** Every DELETE of 9.1.2; where it is misprinted, our form (docs/manual-misprints.md). */
const printed: readonly (readonly [line: string, table: TableName, conditions: Conditions | '*'])[] = [
  ['C:335:DATA DELETE userauthorize Pin=1', 'userauthorize', { Pin: 1 }],
  ['C:336:DATA DELETE templatev10 Pin=1', 'templatev10', { Pin: 1 }],
  ['C:337:DATA DELETE user Pin=1', 'user', { Pin: 1 }],
  ['C:337:DATA DELETE extuser Pin=1', 'extuser', { Pin: 1 }],
  ['C:337:DATA DELETE mulcarduser Pin=1', 'mulcarduser', { Pin: 1 }],
  ['C:123:DATA DELETE transaction *', 'transaction', '*'],
  ['C:342:DATA DELETE templatev10 Pin=1\tFingerID=6', 'templatev10', { Pin: 1, FingerID: 6 }],
  ['C:123:DATA DELETE holiday *', 'holiday', '*'],
  ['C:342:DATA DELETE timezone TimezoneId=1', 'timezone', { TimezoneId: 1 }],
  ['C:342:DATA DELETE firstcard DoorID=1', 'firstcard', { DoorID: 1 }],
  ['C:343:DATA DELETE firstcard Pin=1', 'firstcard', { Pin: 1 }],
  ['C:342:DATA DELETE multimcard Index=1', 'multimcard', { Index: 1 }],
  ['C:342:DATA DELETE inoutfun Index=1', 'inoutfun', { Index: 1 }],
  ['C:342:DATA DELETE outrelaysetting Num=1', 'outrelaysetting', { Num: 1 }],
  ['C:342:DATA DELETE DSTSetting *', 'dstsetting', '*'],
  ['C:342:DATA DELETE DevProperty *', 'devproperty', '*'],
  ['C:342:DATA DELETE DevParameters *', 'devparameters', '*'],
  ['C:342:DATA DELETE DoorProperty *', 'doorproperty', '*'],
  ['C:342:DATA DELETE DoorParameters *', 'doorparameters', '*'],
  ['C:342:DATA DELETE ReaderProperty *', 'readerproperty', '*'],
  ['C:342:DATA DELETE ReaderParameters *', 'readerparameters', '*'],
  ['C:342:DATA DELETE AuxIn *', 'auxin', '*'],
  ['C:342:DATA DELETE AuxOut *', 'auxout', '*'],
  ['C:342:DATA DELETE DefaultWGFormat ID=1', 'defaultwgformat', { ID: 1 }],
  ['C:343:DATA DELETE DefaultWGFormat CardBit=26', 'defaultwgformat', { CardBit: 26 }],
  ['C:342:DATA DELETE WGFormat ID=1', 'wgformat', { ID: 1 }],
  ['C:343:DATA DELETE WGFormat CardBit=26', 'wgformat', { CardBit: 26 }],
  ['C:342:DATA DELETE ReaderWGFormat ReaderID=1', 'readerwgformat', { ReaderID: 1 }],
  ['C:343:DATA DELETE ReaderWGFormat DevID=24', 'readerwgformat', { DevID: 24 }],
  ['C:342:DATA DELETE InputIOSetting *', 'inputiosetting', '*'],
  ['C:342:DATA DELETE DiffTimezoneVS TimezoneID=1', 'difftimezonevs', { TimezoneID: 1 }],
  ['C:342:DATA DELETE DoorVSTimezone DoorID=1', 'doorvstimezone', { DoorID: 1 }],
  ['C:342:DATA DELETE PersonalVSTimezone PIN=1', 'personalvstimezone', { PIN: 1 }],
  ['C:343:DATA DELETE PersonalVSTimezone PIN=1\tDoorID=1', 'personalvstimezone', { PIN: 1, DoorID: 1 }],
  ['C:342:DATA DELETE SuperAuthorize Pin=1', 'superauthorize', { Pin: 1 }],
  ['C:344:DATA DELETE biophoto PIN=1\tType=9', 'biophoto', { PIN: 1, Type: 9 }],
  ['C:344:DATA DELETE userpic pin=1', 'userpic', { pin: 1 }],
  ['C:344:DATA DELETE biodata Type=9\tPin=1\tNo=0', 'biodata', { Type: 9, Pin: 1, No: 0 }],
  ['C:200:DATA DELETE contact_info ContactID=1', 'contact_info', { ContactID: 1 }],
  ['C:200:DATA DELETE contact_number_list ContactID=1', 'contact_number_list', { ContactID: 1 }],
  ['C:200:DATA DELETE contact_number_list ContactID=1\tNumType=1', 'contact_number_list', { ContactID: 1, NumType: 1 }],
  ['C:200:DATA DELETE contact_number_pattern_list PatternID=1', 'contact_number_pattern_list', { PatternID: 1 }],
  ['C:200:DATA DELETE ReaderProperty ReaderID=1', 'readerproperty64', { ReaderID: 1 }],
  ['C:200:DATA DELETE ReaderParameter ReaderID=1', 'readerparameter', { ReaderID: 1 }],
  [
    'C:200:DATA DELETE ReaderParameter ReaderID=1\tName=readerChannelSecureType',
    'readerparameter',
    { ReaderID: 1, Name: 'readerChannelSecureType' },
  ],
  ['C:200:DATA DELETE cambindinfo TargetType=0\tTargetID=1', 'cambindinfo', { TargetType: 0, TargetID: 1 }],
  [
    'C:200:DATA DELETE cambindinfo TargetType=0\tTargetID=1\tChn=1',
    'cambindinfo',
    { TargetType: 0, TargetID: 1, Chn: 1 },
  ],
  ['C:200:DATA DELETE TriggerList TriggerListID=1', 'triggerlist', { TriggerListID: 1 }],
  ['C:200:DATA DELETE TriggerList Type=0', 'triggerlist', { Type: 0 }],
  ['C:200:DATA DELETE AntiPassBack AntiPassBackID=1', 'antipassback', { AntiPassBackID: 1 }],
  ['C:200:DATA DELETE InterLock InterLockID=1', 'interlock', { InterLockID: 1 }],
  ['C:295:DATA DELETE DeviceAuthorize SN=DDG7012017010600049', 'deviceauthorize', { SN: 'DDG7012017010600049' }],
];

// covers examples: 9.1.2 *
// covers commands: DATA DELETE
it.each(printed)('%s', (line, table, conditions) => {
  const unit = conditions === '*' ? '*' : conditionText(conditions);
  const id = /^C:(\d+):/.exec(line)?.[1] ?? '';
  expect(encodeCommand(id, deleteUnits(tables[table], [unit]))).toBe(line);
  const read = readCommand(readCommandLine(line)?.text ?? '');
  expect([read.verb, read.table, read.condition]).toEqual(['delete', tables[table].name, unit]);
  const names = conditions === '*' ? [] : Object.entries(conditions);
  expect(read.rows.map((row) => [...row])).toEqual(
    conditions === '*' ? [] : [names.map(([name, value]) => [name.toLowerCase(), String(value)])],
  );
});
