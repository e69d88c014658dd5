import { offsetText, packedGmt } from './time.js';

/** What a device is told about the server (Access PUSH 4.1, 4.5). Seconds unless said otherwise. */
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
  /** Ten places joined by colons, what both sides can do (`bioIntersection`); without it the lines stay away. */
  multiBioDataSupport?: string;
  multiBioPhotoSupport?: string;
  /** Further lines, such as NewVFStyles or the QR code key, in this order. */
  extra?: Readonly<Record<string, string>>;
}

const BIO_TYPES = 10;
/** Place of the visible light face, which BioDataFun and BioPhotoFun stand for. */
const VISIBLE_FACE = 9;

const places = (support: string): string[] => support.split(':').map((place) => place.trim());

/** `0:1:0:...` of what both the device and the server support; a missing list or place counts as unsupported. */
export function bioIntersection(device: string | undefined, server: string): string {
  const [ours, theirs] = [places(server), places(device ?? '')];
  const both = (type: number): boolean => ours[type] === '1' && theirs[type] === '1';
  return Array.from({ length: BIO_TYPES }, (_, type) => (both(type) ? '1' : '0')).join(':');
}

type Line = readonly [key: string, value: string | number];

function bioLines(fun: string, multi: string, support: string | undefined): readonly Line[] {
  if (support === undefined) return [];
  return [
    [fun, places(support)[VISIBLE_FACE] === '1' ? 1 : 0],
    [multi, support],
  ];
}

/** Controllers look for PushVersion, terminals for PushProtVer; each ignores the other's line (field notes 5). */
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
    ...bioLines('BioPhotoFun', 'MultiBioPhotoSupport', config.multiBioPhotoSupport),
    ...bioLines('BioDataFun', 'MultiBioDataSupport', config.multiBioDataSupport),
    ...Object.entries(config.extra ?? {}),
  ];
}

/** Keys and values stand on one line each; a line end inside a value would make a line of its own. */
const text = (lines: readonly Line[]): string =>
  lines.map(([key, value]) => `${key}=${String(value).replaceAll(/[\r\n\0]/g, ' ')}`).join('\n');

/** Answer to the first contact of a registered device (Access PUSH 4.1). No line end at the end. */
export function firstContactAnswer(config: HandshakeConfig): string {
  return text([['registry', 'ok'], ['RegistryCode', config.registryCode], ...settings(config)]);
}

/** Answer to `registry` (Access PUSH 4.4): exactly this, anything else restarts the registration. */
export function registryAnswer(registryCode: string): string {
  return text([['RegistryCode', registryCode]]);
}

/** Answer to `push` (Access PUSH 4.5). No line end at the end, as in the manual's 218 bytes. */
export function pushAnswer(config: HandshakeConfig): string {
  return text(settings(config));
}

/** Answer to `rtdata?type=time`: the instant as appendix 5 seconds in GMT, and the zone's offset at that instant. */
export function rtdataAnswer(instant: Date, timeZone: string): string {
  return `DateTime=${packedGmt(instant)},ServerTZ=${offsetText(instant, timeZone)}`;
}
