/** Reads and writes of options are text with a NUL at the end. */
export const optionName = (name: string): Buffer => Buffer.from(`${clean(name)}\0`, 'utf8');

export const optionSetting = (name: string, value: string): Buffer => Buffer.from(`${clean(name)}=${clean(value)}\0`);

const clean = (text: string) => text.replaceAll('\0', '');

export interface Option {
  readonly name: string;
  readonly value: string;
}

/** `name=value`; some terminals write two equals signs. Null if there is no name. */
export function readOption(data: Buffer): Option | null {
  const end = data.indexOf(0);
  const text = data.subarray(0, end < 0 ? data.length : end).toString('utf8');
  const [, name, value] = /^([^=]+)=+([\s\S]*)$/.exec(text) ?? [];
  return name === undefined ? null : { name, value: (value ?? '').trim() };
}

/** The option that makes a terminal use the present record formats. */
export const sdkBuild = 'SDKBuild';

/** Options that identify a terminal and show its functions. */
export const usualOptions = [
  '~SerialNumber',
  '~Platform',
  '~DeviceName',
  '~OS',
  '~ProductTime',
  '~OEMVendor',
  'FirmVer',
  'MAC',
  'IPAddress',
  'NetMask',
  'GATEIPAddress',
  'DeviceID',
  '~ZKFPVersion',
  'ZKFaceVersion',
  'FaceFunOn',
  'FingerFunOn',
  'PhotoFunOn',
  '~RFCardOn',
  'MultiBioDataSupport',
  'IsSupportPull',
  '~PIN2Width',
  '~IsABCPinEnable',
  '~ExtendFmt',
  '~UserExtFmt',
  'CompatOldFirmware',
  'Language',
  'LockOn',
] as const;
