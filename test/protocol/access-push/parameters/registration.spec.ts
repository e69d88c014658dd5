import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../../../src/protocol/access-push/dialect.js';
import { parseOptions } from '../../../../src/protocol/access-push/options.js';
import { functionNames, functionsOf, machineTypes } from '../../../../src/protocol/access-push/parameters/functions.js';
import {
  readRegistration,
  registrationParameters,
} from '../../../../src/protocol/access-push/parameters/registration.js';

const device = { multiCardOn: false, devId: 1 };

/** The registration of 4.4. */
const terminal = parseOptions(
  'DeviceType=acc,~DeviceName=F20/M,FirmVer=Ver 8.0.1.3-20151229,PushVersion=Ver 2.0.22-20161201,CommType=ethernet,' +
    'MaxPackageSize=2048000,LockCount=1,ReaderCount=2,AuxInCount=0,AuxOutCount=0,MachineType=101,~IsOnlyRFMachine=0,' +
    '~MaxUserCount=50,~MaxAttLogCount=10,~MaxUserFingerCount=10,MThreshold=60,IPAddress=192.168.213.221,' +
    'NetMask=255.255.255.0,GATEIPAddress=192.168.213.1,~ZKFPVersion=10,IclockSvrFun=1,OverallAntiFunOn=0,' +
    '~REXInputFunOn=0,~CardFormatFunOn=0,~SupAuthrizeFunOn=0,~ReaderCFGFunOn=0,~ReaderLinkageFunOn=0,' +
    '~RelayStateFunOn=1,~Ext485ReaderFunOn=0,~TimeAPBFunOn=0,~CtlAllRelayFunOn=0,~LossCardFunOn=0,SimpleEventType=1,' +
    'VerifyStyles=ff7f0000,EventTypes=BF0FE03D30000100000000007000000000000000000000000077002001000000,' +
    'DisableUserFunOn=0,DeleteAndFunOn=0,LogIDFunOn=0,DateFmtFunOn=0,DelAllLossCardFunOn=0,AutoClearDay=0,' +
    'FirstDelayDay=0,DelayDay=0,StopAllVerify=0,FvFunOn=0,FaceFunOn=0,FingerFunOn=1,CameraOpen=1,' +
    'AccSupportFunList=0101010000111000000111010100011010,AutoServerFunOn=1,DelayOpenDoorFunOn=1,' +
    'UserOpenDoorDelayFunOn=1,MultiCardInterTimeFunOn=1,OutRelaySetFunOn=1,MachineTZFunOn=1,DSTFunOn=1,' +
    'CardSiteCodeFunOn=1,MulCardUserFunOn=1,UserNameFunOn=1,StringPinFunOn=1,MaxLockCount=4,MaxZigbeeCount=3,' +
    'MaxMCUCardBits=37,SupportReaderType=1,authKey=dassas',
);

it('reads the registration that 4.4 prints', () => {
  expect(readRegistration(terminal)).toMatchObject({
    deviceType: 'acc',
    deviceName: 'F20/M',
    firmVer: 'Ver 8.0.1.3-20151229',
    machineType: 101,
    lockCount: 1,
    readerCount: 2,
    auxInCount: 0,
    auxOutCount: 0,
    maxUserCount: 50,
    maxZigbeeCount: 3,
    maxMCUCardBits: 37,
    fpVersion: '10',
    rexInput: false,
    cardFormat: false,
    relayState: true,
    outRelaySet: true,
    dst: true,
    userName: true,
    lossCard: false,
    finger: true,
    face: false,
    autoServer: true,
    machineTz: true,
    stringPin: true,
    mulCardUser: true,
    functions: '0101010000111000000111010100011010',
    verifyStyles: 'ff7f0000',
    authKey: true,
    vmsPasswd: false,
  });
});

it('never holds the text of a key', () => {
  expect(JSON.stringify(readRegistration({ authKey: 'dassas', VMSPasswd: 'letmein' }))).not.toMatch(/dassas|letmein/);
});

it('knows every parameter of 4.4', () => {
  const known = new Set(Object.values(registrationParameters).map(({ option }) => option));
  const printed =
    'DeviceType DeviceName FirmVer PushVersion MAC CommType MaxPackageSize LockCount ReaderCount AuxInCount AuxOutCount ' +
    'MachineType IsOnlyRFMachine MaxUserCount MaxAttLogCount MaxUserFingerCount MThreshold IPAddress NetMask ' +
    'GATEIPAddress REXInputFunOn CardFormatFunOn SupAuthrizeFunOn ReaderCFGFunOn ReaderLinkageFunOn RelayStateFunOn ' +
    'Ext485ReaderFunOn TimeAPBFunOn CtlAllRelayFunOn LossCardFunOn SimpleEventType VerifyStyles EventTypes ' +
    'NewNormalEventTypes NewErrorEventTypes NewWarningEventTypes DisableUserFunOn DeleteAndFunOn LogIDFunOn ' +
    'DateFmtFunOn DelAllLossCardFunOn AutoClearDay FirstDelayDay DelayDay StopAllVerify FvFunOn FaceFunOn FingerFunOn ' +
    'CameraOpen AccSupportFunList AutoServerFunOn DelayOpenDoorFunOn UserOpenDoorDelayFunOn MultiCardInterTimeFunOn ' +
    'OutRelaySetFunOn MachineTZFunOn DSTFunOn CardSiteCodeFunOn MulCardUserFunOn UserNameFunOn StringPinFunOn ' +
    'MaxLockCount MaxZigbeeCount MaxMCUCardBits SupportReaderType CmdFormat authKey MultiStageControlFunOn ' +
    'MasterControlOn SubControlOn BioPhotoFun BioDataFun UserPicURLFunOn MultiBioDataSupport MultiBioPhotoSupport ' +
    'MultiBioVersion MaxMultiBioDataCount MaxMultiBioPhotoCount SubcontractingUpgradeFunOn IRTempDetectionFunOn ' +
    'MaskDetectionFunOn VMSUserName VMSPasswd NewVFStyles IsSupportQRcode QRCodeEnable QRCodeDecryptFunList DevNSLevel ' +
    'WGRuleVer';
  expect(printed.split(' ').filter((name) => !known.has(name))).toEqual([]);
});

describe('what a device did not say', () => {
  it.each([
    [{}, null],
    [{ OutRelaySetFunOn: '' }, null],
    [{ OutRelaySetFunOn: '0' }, false],
    [{ '~outrelaysetfunon': '1' }, true],
  ])('%j is %s for a table that only a plain no closes', (options, told) => {
    expect(readRegistration(options).outRelaySet).toBe(told);
  });

  it('is no number', () => {
    expect(readRegistration({}).readerCount).toBeNull();
    expect(readRegistration({ ReaderCount: 'x' }).readerCount).toBeNull();
    expect(readRegistration({ ReaderCount: '0' }).readerCount).toBe(0);
  });
});

it.each([
  [{}, 'single'],
  [{ MultiStageControlFunOn: '1' }, 'single'],
  [{ MultiStageControlFunOn: '1', MasterControlOn: '1', SubControlOn: '0' }, 'master'],
  [{ MultiStageControlFunOn: '1', MasterControlOn: '0', SubControlOn: '1' }, 'sub'],
  [{ MultiStageControlFunOn: '1', MasterControlOn: '1', SubControlOn: '1' }, 'single'],
  [{ MultiStageControlFunOn: '0', MasterControlOn: '1' }, 'single'],
])('%j is %s (appendix 15)', (options, level) => {
  expect(dialectOf(options, device).level).toBe(level);
});

it.each([
  ['0000111000011010', '0000111000011010'],
  ['00001110000110100000111000011010', '00001110000110100000111000011010'],
  ['1', ''],
  ['', ''],
])('NewVFStyles %j is %j', (sent, known) => {
  expect(dialectOf({ NewVFStyles: sent }, device).newVFStyles).toBe(known);
});

it.each([
  [{}, null],
  [{ VerifyStyles: 'ff7f0000' }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]],
  [{ VerifyStyles: '00000000' }, []],
])('%j takes the verification codes %j', (options, codes) => {
  expect(dialectOf(options, device).verifyCodes).toEqual(codes);
});

it.each([
  ['101', [1, 3]],
  ['', []],
  ['1', [1]],
])('QRCodeDecryptFunList %j knows schemes %j', (list, schemes) => {
  expect(dialectOf({ QRCodeDecryptFunList: list }, device).qrSchemes).toEqual(schemes);
});

it('names the positions of AccSupportFunList', () => {
  expect(functionNames).toHaveLength(67);
  expect(functionNames[7]).toBe('several cards a user');
  expect(functionNames[26]).toBe('DevID in tables');
  expect(functionNames[61]).toBe('NTP');
  expect(functionNames[66]).toBe('new anti-passback and interlock');
  expect(functionsOf('0101')).toEqual(['encrypted RS485 readers', 'emergency: all doors open, all doors closed']);
  expect(machineTypes[28]).toBe('inBIO5-400');
});
