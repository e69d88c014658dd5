import { functionList } from '../settings.js';
import { common } from './plain.js';
import type { Profile } from './profile.js';

const visibleLight: Readonly<Record<string, string>> = {
  ...common,
  MachineType: '101',
  LockCount: '1',
  AuxInCount: '1',
  AuxOutCount: '1',
  '~MaxUserCount': '100',
  '~MaxAttLogCount': '20',
  AutoServerFunOn: '1',
  FaceFunOn: '1',
  CameraOpen: '1',
  BioPhotoFun: '1',
  BioDataFun: '1',
  UserPicURLFunOn: '1',
  SubcontractingUpgradeFunOn: '1',
  IsSupportQRcode: '1',
  QRCodeEnable: '1',
  QRCodeDecryptFunList: '010',
};

const terminalFunctions = [1, 3, 5, 10, 11, 12, 19, 20, 21, 23, 25, 29, 30, 32];

/**
 * SpeedFace-V5L: temperature and mask, new verification strings, palm and face, many results in one POST, pictures of
 * everybody, and a version with a letter behind it.
 */
export const speedfaceV5l: Profile = {
  doors: 1,
  hasMac: true,
  readers: 2,
  pushVersion: '3.1.2',
  options: {
    ...visibleLight,
    '~DeviceName': 'SpeedFace-V5L[TD]',
    FirmVer: 'ZAM230-NF50VA-Ver1.1.9',
    PushVersion: 'Ver 3.1.6S-20251028',
    VerifyStyles: 'ff7f0000',
    NewVFStyles: '0000111000011010',
    MultiBioDataSupport: '0:1:0:0:0:0:0:0:1:1',
    MultiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:1',
    MultiBioVersion: '0:10.0:0:0:0:0:0:0:12.0:58.10',
    MaxMultiBioDataCount: '0:10000:0:0:0:0:0:0:3000:6000',
    MaxMultiBioPhotoCount: '0:0:0:0:0:0:0:0:0:6000',
    IRTempDetectionFunOn: '1',
    MaskDetectionFunOn: '1',
    AccSupportFunList: functionList(...terminalFunctions, 38, 39, 40, 41, 43, 60, 62),
  },
  quirks: {
    contactQuery: 'DeviceType=acc&language=69',
    resultsTogether: true,
    uploadsOptions: true,
    takesPictures: true,
    pollsSlowerWhenIdle: true,
    eventsPerUpload: 20,
  },
};

/** SenseFace 3A: asks by `service/control` under a doubled path, bare hash as cookie, polls slowly, SIP, no fingers. */
export const senseface: Profile = {
  doors: 1,
  hasMac: true,
  readers: 1,
  pushVersion: '3.1.2',
  options: {
    ...visibleLight,
    '~DeviceName': 'SenseFace 3A',
    FirmVer: 'ZAM70-NF32VA-Ver4.2.3',
    PushVersion: 'Ver 3.1.2-20250108',
    FingerFunOn: '0',
    MultiBioDataSupport: '0:0:0:0:0:0:0:0:0:1',
    MultiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:1',
    MultiBioVersion: '0:0:0:0:0:0:0:0:0:40.1',
    IsSupportSIPServer: '1',
    AccSupportFunList: functionList(...terminalFunctions, 7, 38, 39, 40, 41, 42, 43, 60, 62, 63),
  },
  quirks: {
    root: '/iclock/iclock',
    pollCall: 'service/control',
    contactQuery: 'DeviceType=acc&language=83&pushflag=1',
    cookie: 'bare',
    uploadsOptions: true,
    bracketedCards: true,
    ignoresFilter: true,
    stateNamesDoor: true,
  },
};
