import { functionList } from '../settings.js';
import { common } from './plain.js';
import type { Profile } from './profile.js';

const controller: Readonly<Record<string, string>> = {
  ...common,
  '~IsOnlyRFMachine': '1',
  '~MaxUserCount': '300',
  FingerFunOn: '0',
  '~REXInputFunOn': '1',
  '~CardFormatFunOn': '1',
  '~SupAuthrizeFunOn': '1',
  '~ReaderCFGFunOn': '0',
  '~ReaderLinkageFunOn': '1',
  '~RelayStateFunOn': '1',
  '~Ext485ReaderFunOn': '1',
  '~TimeAPBFunOn': '1',
  '~CtlAllRelayFunOn': '1',
  '~LossCardFunOn': '1',
};

/**
 * C3-200 Plus, old firmware: one card a user in decimal, days instead of seconds for users, one command a poll, no
 * cookie, verifytype as zeros, a door that it cannot be told to close, 1 for normal open, states wider than needed.
 */
export const c3x200: Profile = {
  doors: 2,
  hasMac: true,
  pushVersion: '2.0.34',
  options: {
    ...controller,
    '~DeviceName': 'C3-200',
    FirmVer: 'AC Ver 19.0.18 Apr 12 2022',
    PushVersion: 'Ver 2.0.34-20210823',
    MachineType: '1',
    AuxInCount: '2',
    AuxOutCount: '2',
    DateFmtFunOn: '0',
    StringPinFunOn: '0',
    DeleteAndFunOn: '0',
    // Lockdown, exit button by time, ACCOUNT.
    AccSupportFunList: functionList(2, 8, 11),
  },
  quirks: {
    cookie: 'none',
    firstCommandOnly: true,
    eventsPerUpload: 10,
    verifyText: '0'.repeat(32),
    stateBytes: { relay: 3, alarm: 2 },
    controlReturns: { 4: 1 },
    unknownControls: [/^01..0100/],
  },
};

/** inBio260: many cards a user in hexadecimal, GET for the configuration, a cookie with a timestamp, old spellings. */
export const inbio260: Profile = {
  doors: 2,
  hasMac: true,
  pushVersion: '3.0.1',
  options: {
    ...controller,
    '~DeviceName': 'inBio260',
    FirmVer: 'AC Ver 5.7.8.3033 Nov 28 2018',
    PushVersion: 'Ver 3.2.1-20181101',
    MachineType: '9',
    '~IsOnlyRFMachine': '0',
    '~MaxUserCount': '90',
    FingerFunOn: '1',
    AuxInCount: '2',
    AuxOutCount: '2',
    VerifyStyles: 'DB0C',
    EventTypes: 'FFFFFF3FF0B601000000000070030000000000000000000000F74FF006000000',
    StringPinFunOn: '0',
    DeleteAndFunOn: '0',
    // Reader lights, many cards, exit button by time, Wiegand test, ACCOUNT.
    AccSupportFunList: functionList(2, 3, 4, 7, 8, 10, 11),
  },
  quirks: {
    configurationBy: 'GET',
    cookie: 'timestamp',
    returnWord: 'return',
    rowEnd: '\r\n',
    doubledType: true,
    ignoresFilter: true,
  },
};

/** inBio5-400: tables for everything, one door a row of authority, a device number in rows, CmdFormat 1, sub-controllers. */
export const inbio5: Profile = {
  doors: 4,
  hasMac: true,
  pushVersion: '3.1.2',
  options: {
    ...controller,
    '~DeviceName': 'inBio5-400',
    FirmVer: 'AC Ver 21.1.4 Mar 03 2024',
    PushVersion: 'Ver 3.1.2-20240115',
    MachineType: '28',
    '~IsOnlyRFMachine': '0',
    '~MaxUserCount': '600',
    FingerFunOn: '1',
    AuxInCount: '4',
    AuxOutCount: '4',
    CmdFormat: '1',
    WGRuleVer: '2.0',
    MultiStageControlFunOn: '1',
    MasterControlOn: '0',
    SubControlOn: '0',
    SubcontractingUpgradeFunOn: '1',
    MultiBioDataSupport: '0:1:0:0:0:0:0:0:0:0',
    MultiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:0',
    MultiBioVersion: '0:10:0:0:0:0:0:0:0:0',
    AccSupportFunList: functionList(
      ...[2, 3, 4, 5, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29, 32, 33],
      ...[45, 46, 47, 48, 60, 61, 62, 64, 65, 66],
    ),
  },
  quirks: { stateSeconds: 60, rowsPerPackage: 200 },
};
