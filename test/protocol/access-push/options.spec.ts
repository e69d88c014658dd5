import { describe, expect, it } from 'vitest';
import { countOf, dialectOf, flagOf, optionOf, supports } from '../../../src/protocol/access-push/dialect.js';
import { parseOptions } from '../../../src/protocol/access-push/options.js';

/** The body of the manual's registration example (4.4), without the print's line breaks. */
const f20 =
  'DeviceType=acc,~DeviceName=F20/M,FirmVer=Ver 8.0.1.3-20151229,PushVersion=Ver 2.0.22-20161201,CommType=ethernet,' +
  'MaxPackageSize=2048000,LockCount=1,ReaderCount=2,AuxInCount=0,AuxOutCount=0,MachineType=101,~IsOnlyRFMachine=0,' +
  '~MaxUserCount=50,~MaxAttLogCount=10,~MaxUserFingerCount=10,MThreshold=60,IPAddress=192.168.213.221,' +
  'NetMask=255.255.255.0,GATEIPAddress=192.168.213.1,~ZKFPVersion=10,VerifyStyles=ff7f0000,DateFmtFunOn=0,' +
  'AccSupportFunList=0101010000111000000111010100011010,MachineTZFunOn=1,StringPinFunOn=1,authKey=dassas';

describe('options', () => {
  it('reads the registration of the manual', () => {
    expect(parseOptions(f20)).toEqual({
      DeviceType: 'acc',
      DeviceName: 'F20/M',
      FirmVer: 'Ver 8.0.1.3-20151229',
      PushVersion: 'Ver 2.0.22-20161201',
      CommType: 'ethernet',
      MaxPackageSize: '2048000',
      LockCount: '1',
      ReaderCount: '2',
      AuxInCount: '0',
      AuxOutCount: '0',
      MachineType: '101',
      IsOnlyRFMachine: '0',
      MaxUserCount: '50',
      MaxAttLogCount: '10',
      MaxUserFingerCount: '10',
      MThreshold: '60',
      IPAddress: '192.168.213.221',
      NetMask: '255.255.255.0',
      GATEIPAddress: '192.168.213.1',
      ZKFPVersion: '10',
      VerifyStyles: 'ff7f0000',
      DateFmtFunOn: '0',
      AccSupportFunList: '0101010000111000000111010100011010',
      MachineTZFunOn: '1',
      StringPinFunOn: '1',
      authKey: 'dassas',
    });
  });

  it('reads the parameters of the manual (4.6): a MAC, an empty value, a blank behind a name', () => {
    const body =
      '~DeviceName=ProBio,MAC=00:17:61:11:ad:4f,TransactionCount=23,~MaxPvCount=,PvCount=0,~OEMVendor=ZKTeco Inc. ,' +
      'FWVersion=Ver 8.0.4.1-20180102';
    expect(parseOptions(body)).toEqual({
      DeviceName: 'ProBio',
      MAC: '00:17:61:11:ad:4f',
      TransactionCount: '23',
      MaxPvCount: '',
      PvCount: '0',
      OEMVendor: 'ZKTeco Inc.',
      FWVersion: 'Ver 8.0.4.1-20180102',
    });
  });

  it.each([
    ['commas', 'A=1,~B=,C=0:1:0'],
    ['ampersands', 'A=1&~B=&C=0:1:0'],
    ['LF', 'A=1\n~B=\nC=0:1:0\n'],
    ['CRLF', 'A=1\r\n~B=\r\nC=0:1:0\r\n'],
    ['comma and HT', 'A=1,\t~B=,\tC=0:1:0,'],
  ])('reads them separated by %s', (_, body) => {
    expect(parseOptions(body)).toEqual({ A: '1', B: '', C: '0:1:0' });
  });

  it('keeps a comma inside a value, but not at its end', () => {
    expect(parseOptions('~OEMVendor=ZKTeco Inc., Ltd,~Platform=ZMM220_TFT')).toEqual({
      OEMVendor: 'ZKTeco Inc., Ltd',
      Platform: 'ZMM220_TFT',
    });
  });

  it('reads the slips of firmware: a colon, two equal signs', () => {
    expect(parseOptions('AuxOutCount:0,LogIDFunOn==0,Key=YWI=')).toEqual({
      AuxOutCount: '0',
      LogIDFunOn: '0',
      Key: 'YWI=',
    });
  });

  it('does not take an address or a time for an option', () => {
    expect(parseOptions('Url=http://a:80/x,TransTimes=00:00;14:00,nonsense')).toEqual({
      Url: 'http://a:80/x',
      TransTimes: '00:00;14:00,nonsense',
    });
    expect(parseOptions('OK')).toEqual({});
  });

  it('keeps a name that is special in JavaScript as a plain name', () => {
    expect(Object.keys(parseOptions('__proto__=1,constructor=2'))).toEqual(['__proto__', 'constructor']);
  });
});

describe('dialect', () => {
  const device = { multiCardOn: true, devId: 3 };

  it('looks options up whatever their case and prefix', () => {
    const options = { lockcount: ' 4 ', '~MaxUserCount': '50', Empty: '', Word: 'x' };
    expect(optionOf(options, 'LockCount')).toBe('4');
    expect(countOf(options, 'LOCKCOUNT')).toBe(4);
    expect(countOf(options, 'MaxUserCount')).toBe(50);
    expect(countOf(options, 'Empty', 7)).toBe(7);
    expect(countOf(options, 'Word')).toBe(0);
    expect(flagOf(options, 'absent')).toBe(false);
  });

  it('counts positions from the left', () => {
    const functions = '0101010000111000000111010100011010';
    expect([1, 3, 5, 10, 19, 32].map((position) => supports({ functions }, position))).toEqual(Array(6).fill(true));
    expect([0, 2, 7, 15, 26, 33, 62].map((position) => supports({ functions }, position))).toEqual(
      Array(7).fill(false),
    );
  });

  it('is the modest one for a device that told nothing', () => {
    expect(dialectOf({}, device)).toMatchObject({
      functions: '',
      dateSeconds: false,
      disableUser: false,
      deleteAnd: false,
      stringPin: false,
      multiCard: false,
      lossCard: false,
      devId: 3,
      wiegand2: false,
      cmdFormat: 0,
      maxPackageSize: 1_000_000,
      machineTz: false,
    });
  });

  it('reads what a controller told', () => {
    const options = parseOptions(
      'AccSupportFunList=00000001,DateFmtFunOn=1,DisableUserFunOn=1,DeleteAndFunOn=1,~StringPinFunOn=1,WGRuleVer=V2.0,' +
        'CmdFormat=1,MaxPackageSize=2048000,MachineTZFunOn=1,~LossCardFunOn=1',
    );
    expect(dialectOf(options, device)).toMatchObject({
      functions: '00000001',
      dateSeconds: true,
      disableUser: true,
      deleteAnd: true,
      stringPin: true,
      multiCard: true,
      lossCard: true,
      devId: 3,
      wiegand2: true,
      cmdFormat: 1,
      maxPackageSize: 2_048_000,
      machineTz: true,
    });
  });

  it('keeps cards in user until the device has accepted MulCardUserFunOn', () => {
    const options = { AccSupportFunList: '00000001' };
    expect(dialectOf(options, { multiCardOn: false, devId: 1 }).multiCard).toBe(false);
    expect(dialectOf({ AccSupportFunList: '00000000' }, device).multiCard).toBe(false);
  });

  it('never trusts a package above 4 MB', () => {
    expect(dialectOf({ MaxPackageSize: '4096000' }, device).maxPackageSize).toBe(4_000_000);
  });
});
