import type { PunchLayout } from '../../../protocol/standalone/attendance.js';
import type { Encoding } from '../../../protocol/standalone/text.js';
import type { UserWidth } from '../../../protocol/standalone/users.js';
import type { TerminalAnswer } from './answers.js';

/** The behaviour of a terminal on port 4370. */
export interface TerminalProfile {
  readonly transports: readonly ('tcp' | 'udp')[];
  readonly userWidth: UserWidth;
  readonly punchLayout: PunchLayout;
  readonly encoding: Encoding;
  /** Bytes of one DATA packet. */
  readonly packetSize: number;
  /** Tables up to this size come at once. */
  readonly inlineBytes: number;
  /** False: PREPARE_BUFFER is refused, only the old commands read. */
  readonly buffered: boolean;
  /** It can return the punches of a period. */
  readonly range: boolean;
  /** Bytes of the counters' block; 4 = one counter, the requested one. */
  readonly sizesBytes: 4 | 80 | 92 | 112;
  /** The counters of punches are wrong. */
  readonly zeroCounters: boolean;
  /** Bytes of a punch as an event. */
  readonly eventBytes: 10 | 12 | 32;
  readonly options: Readonly<Record<string, string>>;
}

const screen: TerminalProfile = {
  transports: ['tcp', 'udp'],
  userWidth: 72,
  punchLayout: '40',
  encoding: 'utf-8',
  packetSize: 1008,
  inlineBytes: 1024,
  buffered: true,
  range: false,
  sizesBytes: 92,
  zeroCounters: false,
  eventBytes: 32,
  options: {
    '~Platform': 'ZMM220_TFT',
    '~DeviceName': 'K40',
    '~ZKFPVersion': '10',
    '~OS': '1',
    '~PIN2Width': '9',
    FirmVer: 'Ver 6.60 Apr 28 2015',
    FingerFunOn: '1',
    FaceFunOn: '0',
    SDKBuild: '0',
    IPAddress: '192.168.1.201',
    NetMask: '255.255.255.0',
    GATEIPAddress: '192.168.1.1',
  },
};

const options = (more: Readonly<Record<string, string>>) => ({ ...screen.options, ...more });

/** The families of real terminals, with a name for each. */
export const terminalProfiles = {
  k40: screen,
  f18: { ...screen, packetSize: 4096, options: options({ '~Platform': 'ZEM760_TFT', '~DeviceName': 'F18' }) },
  /** Before screens in colour: datagrams only. */
  u160: {
    ...screen,
    transports: ['udp'],
    userWidth: 28,
    punchLayout: '16',
    packetSize: 1024,
    sizesBytes: 80,
    eventBytes: 12,
    options: options({ '~Platform': 'ZEM510', '~DeviceName': 'U160', FirmVer: 'Ver 5.12 2009' }),
  },
  bw: {
    ...screen,
    transports: ['udp'],
    userWidth: 28,
    punchLayout: '8',
    packetSize: 1024,
    buffered: false,
    sizesBytes: 80,
    eventBytes: 10,
    options: options({ '~Platform': 'ZEM100', '~DeviceName': 'F4', '~ZKFPVersion': '9' }),
  },
  ma300: { ...screen, punchLayout: '8s', userWidth: 28, options: options({ '~DeviceName': 'MA300' }) },
  /** Refuses buffers, as some terminals with many users do. */
  g2: { ...screen, buffered: false, options: options({ '~Platform': 'ZMM200_TFT', '~DeviceName': 'G2' }) },
  iface: { ...screen, options: options({ '~DeviceName': 'iFace302', FaceFunOn: '1', ZKFaceVersion: '7' }) },
  /** Checks for masks and measures temperatures; claims to have no punches. */
  speedface: {
    ...screen,
    punchLayout: '49',
    sizesBytes: 112,
    zeroCounters: true,
    packetSize: 65_472,
    range: true,
    options: options({ '~Platform': 'ZAM170_TFT', '~DeviceName': 'SpeedFace-V5L', '~PIN2Width': '14' }),
  },
  /** Small ones with wireless LAN: one counter in each request, 22 bytes for a punch, no buffer. */
  wl10: {
    ...screen,
    punchLayout: '22',
    buffered: false,
    sizesBytes: 4,
    options: options({ '~Platform': 'AK3750WIFI_TFT', '~DeviceName': 'WL10' }),
  },
} as const satisfies Record<string, TerminalProfile>;

export type TerminalProfileName = keyof typeof terminalProfiles;
export const terminalProfileNames = Object.keys(terminalProfiles) as TerminalProfileName[];

/** Faults. */
export interface TerminalFaults {
  /** Share of datagrams that get lost, in both directions. */
  lost?: number;
  /** Before each answer. */
  delayMs?: number;
  /** The connection is cut after this many bytes, this many times. */
  cutAfter?: number;
  cuts?: number;
  /** The packet at the end of a stream is never sent. */
  noClosingAck?: boolean;
  /** The session field of DATA contains something else than its number. */
  junkSession?: boolean;
  /** Checksums are calculated in another way. */
  wrongChecksum?: boolean;
  /** Reply ids are not echoed. */
  wrongReply?: boolean;
  /** There is never an answer. */
  mute?: boolean;
  /** As on new firmware: 6001. */
  encrypted?: boolean;
  /** Too many wrong keys were tried. */
  locked?: boolean;
  /** Another program uses it: a second connection is closed. */
  single?: boolean;
  /** No room for a buffer: 4989. */
  noBuffer?: boolean;
  /** Punches in an unknown form. */
  noise?: boolean;
  /** An event comes in the middle of a stream. */
  eventInStream?: boolean;
  /** The answer to a command that is not carried out; null = it is carried out all the same. */
  instead?: Readonly<Record<number, (data: Buffer) => TerminalAnswer[] | null>>;
  /** Acknowledges a RESTART, or does not answer. */
  silentRestart?: boolean;
}

/** How the frames of an answer are sent: in one piece, one by one, or a few bytes at a time. */
export type Pace = 'glued' | 'paced' | 'dribble';
