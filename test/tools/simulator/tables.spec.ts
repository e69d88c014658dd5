import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/tools/simulator/arguments.js';
import { usage } from '../../../src/tools/simulator/usage.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { profileNames } from '../../../src/tools/simulator/profile.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';

const sn = 'TABLES1';
let server: DeviceServer;

beforeAll(async () => {
  server = await startDeviceServer();
});

afterAll(async () => {
  await server.stop();
});

/**
 * A row of each table, and what one DELETE of it names, as the manual prints them (9.1.1, 9.1.2). `*` means that only
 * the whole table can be deleted. Blanks stand for HT.
 */
const samples: readonly (readonly [table: string, row: string, unit: string])[] = [
  ['user', 'CardNo= Pin=1 Password=234 Group=0 StartTime=0 EndTime=0 Name= Privilege=0', 'Pin=1'],
  ['extuser', 'Pin=1 FunSwitch=1 FirstName=A LastName=B PersonalVS=1', 'Pin=1'],
  ['mulcarduser', 'Pin=1 CardNo=cc9932dd LossCardFlag=0 CardType=0', 'Pin=1'],
  ['userauthorize', 'Pin=1 AuthorizeTimezoneId=1 AuthorizeDoorId=1 DevID=1', 'Pin=1'],
  ['SuperAuthorize', 'Pin=1 DoorID=1 DevID=1', 'Pin=1'],
  ['holiday', 'Holiday=20100101 HolidayType=1 Loop=1', '*'],
  ['timezone', 'TimezoneId=2 SunTime1=54396080', 'TimezoneId=2'],
  ['templatev10', 'Pin=1 FingerID=6 Valid=1 Template=AAAA', 'Pin=1 FingerID=6'],
  [
    'biodata',
    'Pin=1 No=0 Index=0 Valid=1 Duress=0 Type=8 MajorVer=5 MinorVer=0 Format=0 Tmp=AAAA',
    'Type=8 Pin=1 No=0',
  ],
  ['biophoto', 'PIN=1 Type=9 No=0 Index=0 Size=8 Content=/9j/4AAQ Format=0 Url= PostBackTmpFlag=0', 'PIN=1 Type=9'],
  ['userpic', 'pin=1 size=8 format=0 url= content=/9j/4AAQ', 'pin=1'],
  ['identitycard', 'Pin=1 SN_Num=2612 ID_Num=2101 Name=Zhang', 'Pin=1'],
  ['firstcard', 'DoorID=1 TimezoneID=1 Pin=1 DevID=1', 'Pin=1'],
  ['multimcard', 'Index=1 DoorId=1 Group1=1 Group2=3 Group3= Group4= Group5= DevID=1', 'Index=1'],
  [
    'inoutfun',
    'Index=1 EventType=204 InAddr=0 OutType=0 OutAddr=1 OutTime=0 Reserved=0 InDevID=14 OutDevID=14',
    'Index=1',
  ],
  ['outrelaysetting', 'Num=1 OutType=1 ActionType=0 TimezoneId=1 DevID=14', 'Num=1'],
  ['DSTSetting', 'Year=2026 StartTime=03050002 EndTime=10050003 Loop=1', '*'],
  ['DoorProperty', 'ID=1 DevID=1 Address=1 Disable=0', '*'],
  ['DoorParameters', 'ID=1 Name=DoorDrivertime Value=5 DevID=1', '*'],
  ['DevProperty', 'ID=1 Type=1 BusType=0 MachineType=28 Address=1 Mac= IPAddress= SN= IsMaster=1', '*'],
  ['DevParameters', 'ID=1 Name=MachineTZ Value=+0800', '*'],
  ['ReaderParameter', 'ReaderID=1 Name=IdentityCardVerifyMode Value=0', 'ReaderID=1 Name=IdentityCardVerifyMode'],
  ['ReaderProperty', 'ReaderID=1 DoorID=1 BusType=1 InOut=0 Address=1 Disable=0', 'ReaderID=1'],
  ['AuxIn', 'ID=1 DevID=1 Address=1 Disable=0', '*'],
  ['AuxOut', 'ID=1 DevID=1 Address=1 Disable=0', '*'],
  ['InputIOSetting', 'Number=1 InType=0 TimeZoneId=1 DevID=1', '*'],
  ['WGFormat', 'ID=2 CardBit=26 SiteCode=0 FormatName=Wiegand26 CardFormat=pccp:eeoo', 'ID=2'],
  ['DefaultWGFormat', 'ID=2 CardBit=26 SiteCode=0 FormatName=Wiegand26 CardFormat=pccp:eeoo', 'ID=2'],
  ['ReaderWGFormat', 'ReaderID=1 DevID=1 WGFormatID=1 ParityVerifyDisable=0 ReversalType=0', 'ReaderID=1'],
  ['DiffTimezoneVS', 'TimezoneID=2 SunTime1=2359 SunTime1VSUser=255 SunTime1VSDoor=4', 'TimezoneID=2'],
  ['DoorVSTimezone', 'DoorID=1 TimezoneID=2 DevID=1', 'DoorID=1'],
  ['PersonalVSTimezone', 'PIN=1 DoorID=1 TimezoneID=2 DevID=1', 'PIN=1 DoorID=1'],
  ['usereleauthorize', 'Pin=1 AuthorizeTimezoneId=1 AuthorizeFloorId=1 AuthorizeFloors=180 DevID=1', 'Pin=1'],
  ['ExtBoardProperty', 'ExtBoardID=1 DevID=1 DevType=101 BusType=0 Address=4 Disable=0', 'ExtBoardID=1'],
  ['ExtBoardRelationList', 'ExtBoardID=1 ReactType=1 EntityID=1 SeqNo=1', 'ExtBoardID=1'],
  ['gatepassrule', 'PasswayTimeZoneId=1 SunTime1=2359 SunPassMode1=1', 'PasswayTimeZoneId=1'],
  ['ntpserverlist', 'ServerAddress=pool.ntp.org', '*'],
  ['contact_info', 'ContactID=1 Pin=1 GroupName=A DisplayName=B PassCode=1', 'ContactID=1'],
  ['contact_number_list', 'ContactID=1 NumType=1 Number=5 Priority=1 PatternID=1', 'ContactID=1 NumType=1'],
  ['contact_number_pattern_list', 'PatternID=1 Pattern=x Strip=1 Prepend=0', 'PatternID=1'],
  ['cambindinfo', 'TargetType=1 TargetID=1 Chn=1 DevID=1', 'TargetType=1 TargetID=1 Chn=1'],
  ['TriggerList', 'TriggerListID=1 Type=0 DevID=1 TriggerID=1', 'TriggerListID=1'],
  ['AntiPassBack', 'AntiPassBackID=1 PTriggerListID=1 TTriggerListID=2', 'AntiPassBackID=1'],
  ['InterLock', 'InterLockID=1 PTriggerListID=1 TTriggerListID=2', 'InterLockID=1'],
];

const tabbed = (text: string) => text.replaceAll(' ', '\t');

/** A panel that has every table there is. */
function panelWithAll(): SimulatedPanel {
  const options = { AccSupportFunList: '1'.repeat(67), MulCardUserFunOn: '1', WGRuleVer: '2.0' };
  return new SimulatedPanel({ url: server.url, sn, options });
}

async function give(panel: SimulatedPanel, ...texts: readonly string[]): Promise<(number | null)[]> {
  const before = panel.executed.length;
  server.seen.length = 0;
  texts.forEach((text, at) => server.commands.push(`C:${at + 1}:${text}`));
  while (server.commands.length > 0) await panel.poll();
  return panel.executed.slice(before).map(({ code }) => code);
}

const uploads = () => server.seen.flatMap(({ line, body }) => (line.includes('querydata') ? [body] : []));

describe.each(samples)('table %s', (table, row, unit) => {
  it('is written, counted, asked for and emptied', async () => {
    const panel = panelWithAll();
    if (table !== 'user') panel.load('user', [{ Pin: '1' }]);
    const update = `DATA UPDATE ${table} ${tabbed(row)}`;
    const [field = '', value = ''] =
      row
        .split(' ')
        .find((pair) => !pair.endsWith('='))
        ?.split('=') ?? [];
    expect(
      await give(
        panel,
        update,
        update,
        `DATA COUNT ${table}`,
        `DATA COUNT ${table} ${field}=${value}`,
        `DATA QUERY tablename=${table},fielddesc=${field},filter=${field}=${value}`,
        `DATA QUERY tablename=${table},fielddesc=*,filter=${field}=nothing`,
        `DATA DELETE ${table} ${tabbed(unit)}`,
        `DATA COUNT ${table}`,
      ),
    ).toEqual([0, 0, 0, 0, 1, 0, 0, 0]);
    expect(uploads()).toEqual([
      `${table}=1`,
      `${table}=1`,
      `${table} ${field.toLowerCase()}=${value}`,
      '',
      `${table}=0`,
    ]);
    await give(panel, update, `DATA DELETE ${table} *`);
    expect(panel.rows(table)).toEqual([]);
    expect(await give(panel, `DATA UPDATE ${table} ${tabbed(row)}\tColour=red`)).toEqual([-621]);
  });
});

describe.each(samples.filter(([, , unit]) => unit === '*'))('table %s', (table, row) => {
  it('goes only as a whole', async () => {
    const panel = panelWithAll();
    await give(panel, `DATA UPDATE ${table} ${tabbed(row)}`);
    const [first = ''] = row.split(' ');
    expect(await give(panel, `DATA DELETE ${table} ${first}`)).toEqual([-101]);
    expect(panel.rows(table)).toHaveLength(1);
  });
});

describe('--help', () => {
  it('names every option and every model, and nothing that is none', () => {
    const named = [...usage.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name = '']) => name);
    for (const name of named.filter((one) => one !== 'help')) {
      // An option without its value is reported as such, and so is one that does not exist.
      let message = '';
      try {
        readArguments([`--${name}`]);
      } catch (error) {
        message = String(error);
      }
      expect([name, message]).toEqual([name, expect.not.stringContaining('Unknown option') as string]);
    }
    const wanted = [
      'sn',
      'url',
      'profile',
      'doors',
      'set',
      'devices',
      'sub-devices',
      'events-per-minute',
      'poll',
      'zone',
    ];
    wanted.push('max-users', 'ask-server', 'asks-encryption', 'refuse', 'lose-answers', 'lose-uploads', 'drift');
    wanted.push('drift-per-day', 'reboot-every', 'seed', 'record', 'replay', 'help', 'version');
    wanted.push('pull-port', 'pull-key', 'pull-profile', 'pull-pace', 'fault');
    expect(named.sort()).toEqual(wanted.sort());
    for (const name of profileNames) expect(usage).toContain(name);
  });
});
