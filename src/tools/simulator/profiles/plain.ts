import { functionList } from '../settings.js';
import type { Profile } from './profile.js';

/** What every panel sends at registration, in the order of the manual's example (Access PUSH 4.4). */
export const common: Readonly<Record<string, string>> = {
  DeviceType: 'acc',
  '~DeviceName': '',
  FirmVer: '',
  PushVersion: 'Ver 3.1.2-20200101',
  CommType: 'ethernet',
  MaxPackageSize: '2048000',
  LockCount: '1',
  ReaderCount: '2',
  AuxInCount: '0',
  AuxOutCount: '0',
  MachineType: '',
  '~IsOnlyRFMachine': '0',
  '~MaxUserCount': '50',
  '~MaxAttLogCount': '10',
  '~MaxUserFingerCount': '10',
  MThreshold: '60',
  IPAddress: '192.168.213.221',
  NetMask: '255.255.255.0',
  GATEIPAddress: '192.168.213.1',
  '~ZKFPVersion': '10',
  SimpleEventType: '1',
  VerifyStyles: 'ff7f0000',
  EventTypes: 'BF0FE03D30000100000000007000000000000000000000000077002001000000',
  DisableUserFunOn: '1',
  DeleteAndFunOn: '1',
  LogIDFunOn: '1',
  DateFmtFunOn: '1',
  FvFunOn: '0',
  FaceFunOn: '0',
  FingerFunOn: '1',
  AccSupportFunList: '',
  AutoServerFunOn: '0',
  MachineTZFunOn: '1',
  DSTFunOn: '1',
  MulCardUserFunOn: '0',
  UserNameFunOn: '1',
  StringPinFunOn: '1',
  CmdFormat: '0',
};

/** A controller without quirks. Lockdown [2], emergency [3], many cards per user [7], authority dates [62]. */
export const controller: Profile = {
  doors: 4,
  pushVersion: '3.1.2',
  quirks: {},
  options: {
    ...common,
    '~DeviceName': 'inBio460',
    FirmVer: 'AC Ver 5.7.8 Aug 20 2020',
    MachineType: '10',
    AuxInCount: '4',
    AuxOutCount: '4',
    AccSupportFunList: functionList(2, 3, 7, 62),
  },
};

/** The terminal of the manual's example. */
export const terminal: Profile = {
  doors: 1,
  pushVersion: '3.1.2',
  quirks: {},
  options: {
    ...common,
    '~DeviceName': 'F20/M',
    FirmVer: 'Ver 8.0.1.3-20151229',
    MachineType: '101',
    AccSupportFunList: '0101010000111000000111010100011010',
  },
};
