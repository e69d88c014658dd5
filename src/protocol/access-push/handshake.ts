import { bioPlaces } from './parameters/bio-support.js';
import { offsetText, packedGmt } from './time.js';

/** What a device is told about the server (Access PUSH 4.1, 4.5). In seconds unless another unit is given. */
export interface HandshakeConfig {
  registryCode: string;
  sessionId: string;
  serverName: string;
  /** Answered as server, `PushVersion` and `PushProtVer`; 3.0.1 keeps the traffic plain (appendix 13). */
  protocolVersion: string;
  requestDelay: number;
  errorDelay: number;
  timeoutSec: number;
  /** Minutes. */
  transInterval: number;
  /** `HH:mm` points, joined by semicolons. */
  transTimes: string;
  /** 1 sends events at once, 0 at transTimes and transInterval. */
  realtime: number;
  /** The templates and photos that both sides support; without it none of these lines is sent. */
  bio?: BioLines;
  /** The device's own value, if it verifies by 16 digits and the server reads them (4.5). */
  newVFStyles?: string;
  /** 0 Celsius, 1 Fahrenheit; for devices that measure (4.5). */
  irTempUnitTrans?: 0 | 1;
  /** National standard level, 0 to 4; only for devices that name theirs (4.5). */
  svrNSLevel?: number;
  /** The scheme by which the device reads QR codes, and its key (4.5). */
  qrCode?: { readonly type: 1 | 2 | 3; readonly key: string };
}

/** Templates and photos that device and server both have, as `push` tells them. */
export interface BioLines {
  readonly bioPhotoFun: boolean;
  readonly bioDataFun: boolean;
  /** Values joined by colons; null for devices that do not know the hybrid protocol (3.1). */
  readonly multiBioDataSupport: string | null;
  readonly multiBioPhotoSupport: string | null;
}

/** Types of appendix 18 that a side can take. */
export interface BioTypes {
  readonly templates: readonly number[];
  readonly photos: readonly number[];
}

interface DeviceBio extends BioTypes {
  /** Lists its types itself. */
  readonly hybrid: boolean;
  /** Number of values in its lists: older firmware has 10, newer 11. */
  readonly places: number;
}

const VISIBLE_FACE = 9;

/** The device's types that this server supports, too (3.1); null if there are none and the device asked for none. */
export function bioLines(device: DeviceBio, server: BioTypes): BioLines | null {
  const templates = device.templates.filter((type) => server.templates.includes(type));
  const photos = device.photos.filter((type) => server.photos.includes(type));
  const [bioDataFun, bioPhotoFun] = [templates.includes(VISIBLE_FACE), photos.includes(VISIBLE_FACE)];
  if (!device.hybrid) {
    const lists = { multiBioDataSupport: null, multiBioPhotoSupport: null };
    return bioDataFun || bioPhotoFun ? { bioPhotoFun, bioDataFun, ...lists } : null;
  }
  const multiBioDataSupport = bioPlaces(templates, device.places);
  const multiBioPhotoSupport = bioPlaces(photos, device.places);
  return { bioPhotoFun, bioDataFun, multiBioDataSupport, multiBioPhotoSupport };
}

type Line = readonly [key: string, value: string | number];

/** One line, if there is a value. */
const line = (key: string, value: string | number | boolean | null | undefined): readonly Line[] =>
  value === null || value === undefined ? [] : [[key, typeof value === 'boolean' ? Number(value) : value]];

/** Controllers read PushVersion, terminals PushProtVer; each ignores the other's line (docs/field-notes.md 5). */
function settings(config: HandshakeConfig): readonly Line[] {
  return [
    ['ServerVersion', config.protocolVersion],
    ['ServerName', config.serverName],
    ['PushVersion', config.protocolVersion],
    ['PushProtVer', config.protocolVersion],
    ['ErrorDelay', config.errorDelay],
    ['RequestDelay', config.requestDelay],
    ['TransTimes', config.transTimes],
    ['TransInterval', config.transInterval],
    ['TransTables', 'User\tTransaction'],
    ['Realtime', config.realtime],
    ['SessionID', config.sessionId],
    ['TimeoutSec', config.timeoutSec],
    ...line('BioPhotoFun', config.bio?.bioPhotoFun),
    ...line('BioDataFun', config.bio?.bioDataFun),
    ...line('MultiBioDataSupport', config.bio?.multiBioDataSupport),
    ...line('MultiBioPhotoSupport', config.bio?.multiBioPhotoSupport),
    ...line('NewVFStyles', config.newVFStyles),
    ...line('IRTempUnitTrans', config.irTempUnitTrans),
    ...line('SvrNSLevel', config.svrNSLevel),
    ...line('QRCodeDecryptKey', config.qrCode?.key),
    ...line('QRCodeDecryptType', config.qrCode?.type),
  ];
}

/** Key and value are on one line, so a line end inside a value would make another line. */
const text = (lines: readonly Line[]): string =>
  lines.map(([key, value]) => `${key}=${String(value).replaceAll(/[\r\n\0]/g, ' ')}`).join('\n');

/** Answer to the first contact of a registered device (Access PUSH 4.1). No line end at the end. */
export function firstContactAnswer(config: HandshakeConfig): string {
  return text([['registry', 'ok'], ['RegistryCode', config.registryCode], ...settings(config)]);
}

/** Answer to `push` (Access PUSH 4.5). No line end at the end, as in the manual's 218 bytes. */
export function pushAnswer(config: HandshakeConfig): string {
  return text(settings(config));
}

/** Answer to `rtdata?type=time`: the instant as appendix 5 seconds in GMT, and the zone's offset at that instant. */
export function rtdataAnswer(instant: Date, timeZone: string): string {
  return `DateTime=${packedGmt(instant)},ServerTZ=${offsetText(instant, timeZone)}`;
}
