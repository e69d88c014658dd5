/** Options as a device sent them, by name. */
export type Options = Readonly<Record<string, string>>;

interface Parameter<T> {
  /** As the manual spells it, without `~`; devices differ in upper and lower case and in the prefix. */
  readonly option: string;
  /** Other spellings. */
  readonly also?: readonly string[];
  /** The value; '' if the device did not send it. */
  readonly read: (value: string) => T;
}

const isOn = (value: string) => Number.parseInt(value, 10) > 0;

const text = (option: string, ...also: readonly string[]) => ({ option, also, read: (value: string) => value });

/** On only if the device says so. */
const flag = (option: string, ...also: readonly string[]) => ({ option, also, read: isOn });

/** Null if the device says nothing: then its own answer decides, whereas an explicit no decides before. */
const said = (option: string, ...also: readonly string[]) => ({
  option,
  also,
  read: (value: string) => (value === '' ? null : isOn(value)),
});

const wholeOf = (value: string) => {
  const number = Number.parseInt(value, 10);
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
};

const count = (option: string) => ({ option, read: (value: string) => wholeOf(value) ?? 0 });

/** Null if the device says nothing. */
const number = (option: string) => ({ option, read: wholeOf });

/** Values joined by colons, one for each biometric type from 0; empty if the device says nothing (4.4, appendix 18). */
const places = (option: string) => ({
  option,
  read: (value: string) => (value === '' ? [] : value.split(':').map((place) => place.trim())),
});

/** Its value is never read, only whether there is one. */
const secret = (option: string) => ({ option, read: (value: string) => value !== '' });

/**
 * Every parameter of registration (Access PUSH 4.4), and every parameter that devices push or are asked for (4.6,
 * 9.5.2). Each one that decides about a table, a column, a command or the handshake has its own type.
 */
export const registrationParameters = {
  // Identity (4.4).
  deviceType: text('DeviceType'),
  deviceName: text('DeviceName'),
  firmVer: text('FirmVer', 'FWVersion'),
  pushVersion: text('PushVersion'),
  mac: text('MAC'),
  commType: text('CommType'),
  machineType: count('MachineType'),
  isOnlyRFMachine: flag('IsOnlyRFMachine'),
  ipAddress: text('IPAddress'),
  netMask: text('NetMask'),
  gateIPAddress: text('GATEIPAddress'),
  supportReaderType: text('SupportReaderType'),
  // Parts: doors, readers, inputs and outputs exist if these say so (4.4).
  lockCount: number('LockCount'),
  readerCount: number('ReaderCount'),
  auxInCount: number('AuxInCount'),
  auxOutCount: number('AuxOutCount'),
  maxLockCount: number('MaxLockCount'),
  maxZigbeeCount: count('MaxZigbeeCount'),
  // Capacity; the first is in hundreds, the second in ten thousands (4.4).
  maxUserCount: number('MaxUserCount'),
  maxAttLogCount: number('MaxAttLogCount'),
  maxUserFingerCount: number('MaxUserFingerCount'),
  maxMCUCardBits: number('MaxMCUCardBits'),
  maxPackageSize: count('MaxPackageSize'),
  // Communication (4.4, appendix 14).
  cmdFormat: { option: 'CmdFormat', read: (value: string): 0 | 1 => (wholeOf(value) === 1 ? 1 : 0) },
  dateSeconds: flag('DateFmtFunOn'),
  deleteAnd: flag('DeleteAndFunOn'),
  stringPin: flag('StringPinFunOn'),
  disableUser: flag('DisableUserFunOn'),
  userName: said('UserNameFunOn'),
  logId: flag('LogIDFunOn'),
  wgRuleVer: text('WGRuleVer'),
  functions: text('AccSupportFunList'),
  // Tables and parameters of doors; an explicit no switches them off (4.4, 9.5.2).
  rexInput: said('REXInputFunOn'),
  cardFormat: said('CardFormatFunOn'),
  superAuthorize: said('SupAuthrizeFunOn', 'SupAuthorizeFunOn'),
  readerConfig: said('ReaderCFGFunOn'),
  readerLinkage: said('ReaderLinkageFunOn'),
  relayState: said('RelayStateFunOn'),
  ext485Reader: said('Ext485ReaderFunOn'),
  timeAPB: said('TimeAPBFunOn'),
  ctlAllRelay: said('CtlAllRelayFunOn'),
  lossCard: flag('LossCardFunOn'),
  delAllLossCard: flag('DelAllLossCardFunOn'),
  delayOpenDoor: said('DelayOpenDoorFunOn'),
  userOpenDoorDelay: said('UserOpenDoorDelayFunOn'),
  multiCardInterTime: said('MultiCardInterTimeFunOn'),
  outRelaySet: said('OutRelaySetFunOn'),
  cardSiteCode: said('CardSiteCodeFunOn'),
  mulCardUser: flag('MulCardUserFunOn'),
  machineTz: flag('MachineTZFunOn'),
  dst: said('DSTFunOn'),
  autoClearDay: count('AutoClearDay'),
  firstDelayDay: count('FirstDelayDay'),
  delayDay: count('DelayDay'),
  stopAllVerify: flag('StopAllVerify'),
  cameraOpen: flag('CameraOpen'),
  overallAnti: flag('OverallAntiFunOn'),
  ipcLink: flag('IPCLinkFunOn'),
  // Reported sets (4.4): hexadecimal, see bits.ts.
  simpleEventType: flag('SimpleEventType'),
  eventTypes: text('EventTypes'),
  newNormalEventTypes: text('NewNormalEventTypes'),
  newErrorEventTypes: text('NewErrorEventTypes'),
  newWarningEventTypes: text('NewWarningEventTypes', 'NewWarningEventType'),
  // Verification (4.4, 9.5.1).
  verifyStyles: text('VerifyStyles'),
  newVFStyles: text('NewVFStyles'),
  autoServer: flag('AutoServerFunOn'),
  autoServerMode: text('AutoServerMode'),
  irTempDetection: flag('IRTempDetectionFunOn'),
  maskDetection: flag('MaskDetectionFunOn'),
  // Templates and photos, new and old names (4.4, 4.6, appendix 18, docs/field-notes.md 10).
  multiBioDataSupport: places('MultiBioDataSupport'),
  multiBioPhotoSupport: places('MultiBioPhotoSupport'),
  multiBioVersion: places('MultiBioVersion'),
  maxMultiBioDataCount: places('MaxMultiBioDataCount'),
  maxMultiBioPhotoCount: places('MaxMultiBioPhotoCount'),
  multiBioDataCount: places('MultiBioDataCount'),
  multiBioPhotoCount: places('MultiBioPhotoCount'),
  bioPhoto: flag('BioPhotoFun'),
  bioData: flag('BioDataFun'),
  userPicUrl: flag('UserPicURLFunOn'),
  finger: flag('FingerFunOn'),
  fpVersion: text('FPVersion', 'ZKFPVersion'),
  maxFingerCount: text('MaxFingerCount'),
  fpCount: text('FPCount'),
  mThreshold: number('MThreshold'),
  face: flag('FaceFunOn'),
  faceVersion: text('FaceVersion'),
  maxFaceCount: text('MaxFaceCount', 'MaxFace7Count'),
  faceCount: text('FaceCount'),
  fv: flag('FvFunOn'),
  fvVersion: text('FvVersion'),
  maxFvCount: text('MaxFvCount'),
  fvCount: text('FvCount'),
  pv: flag('PvFunOn'),
  pvVersion: text('PvVersion'),
  maxPvCount: text('MaxPvCount'),
  pvCount: text('PvCount'),
  visibleLight: flag('VisilightFun', 'VisilightFunOn'),
  visibleLightVersion: text('VisilightVersion'),
  // QR codes, video, firmware (4.4).
  isSupportQRcode: flag('IsSupportQRcode'),
  qrCodeEnable: flag('QRCodeEnable'),
  qrCodeDecryptFunList: text('QRCodeDecryptFunList'),
  subcontractingUpgrade: flag('SubcontractingUpgradeFunOn'),
  vmsUserName: text('VMSUserName'),
  vmsPasswd: secret('VMSPasswd'),
  authKey: secret('authKey'),
  // National standard level: device and server only work together if both have the same (4.4, 4.5).
  devNSLevel: number('DevNSLevel'),
  // Controllers of controllers (appendix 15).
  multiStageControl: flag('MultiStageControlFunOn'),
  masterControl: flag('MasterControlOn'),
  subControl: flag('SubControlOn'),
} as const satisfies Record<string, Parameter<unknown>>;

type Parameters = typeof registrationParameters;

/** What a device announced about itself, with types. */
export type Registration = { readonly [K in keyof Parameters]: ReturnType<Parameters[K]['read']> };

const plain = (name: string) => (name.startsWith('~') ? name.slice(1) : name).toLowerCase();

/** Options by name, in any case of letters and with or without `~` prefix; the exact spelling has priority. */
export function optionReader(options: Options): (name: string) => string {
  const values = new Map<string, string>();
  for (const name in options) {
    const key = plain(name);
    if (!values.has(key)) values.set(key, options[name] ?? '');
  }
  return (name) => (options[name] ?? values.get(plain(name)) ?? '').trim();
}

const all = Object.entries(registrationParameters as Record<string, Parameter<unknown>>).map(
  ([key, { option, also = [], read }]) => ({ key, spellings: [option, ...also], read }),
);

/** Everything of registrationParameters from the options that a device has sent so far. */
export function readRegistration(options: Options): Registration {
  const valueOf = optionReader(options);
  const told: Record<string, unknown> = {};
  for (const { key, spellings, read } of all) {
    let value = '';
    for (const spelling of spellings) value ||= valueOf(spelling);
    told[key] = read(value);
  }
  return told as Registration;
}
