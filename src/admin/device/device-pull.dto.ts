import type {
  PullSettings,
  PullTerminal,
  PullTransport,
  UnlockUnit,
} from '../../modules/device/pull-terminal.service.js';
import { encodings } from '../../protocol/standalone/text.js';
import { Flag, Int, OneOf, Shown, Text } from '../common/fields.js';

const transports: readonly PullTransport[] = ['auto', 'tcp', 'udp'];
const unlockUnits: readonly UnlockUnit[] = ['tenths', 'seconds'];

/** No line ends, and no other characters that names and addresses cannot have. */
const hostPattern = { is: /^[\w.:%-]+$(?![\r\n])/, says: 'a host name or an IP address' };

/** How a terminal on port 4370 is reached and read; for devices of link pull. */
export class PullBody implements PullSettings {
  @Text('Port 4370: address of the terminal', { optional: true, min: 1, max: 253, pattern: hostPattern }) host?: string;
  @Int('Port 4370: its port; left out = 4370', { optional: true, min: 1, max: 65_535 }) port?: number;
  @Int('Port 4370: comm key of its menu, 0 = none', { optional: true, min: 0, max: 4_294_967_295 }) commKey?: number;
  @OneOf('Port 4370: TCP, UDP, or TCP first', transports, { optional: true }) transport?: PullTransport;
  @OneOf('Port 4370: encoding of names on it', encodings, { optional: true }) encoding?: string;
  @OneOf('Port 4370: what it counts when it is told how long to open', unlockUnits, { optional: true })
  unlockUnit?: UnlockUnit;
  @Flag('Port 4370: listened to all the time; else asked every pollSeconds and left to other programs between', {
    optional: true,
  })
  live?: boolean;
  @Int('Port 4370: seconds between two looks', { optional: true, min: 10, max: 3_600 }) pollSeconds?: number;
  @Flag('Port 4370: its log is cleared once all of it is stored; left out = false', { optional: true })
  clearAfterRead?: boolean;
}

const names = [
  'host',
  'port',
  'commKey',
  'transport',
  'encoding',
  'unlockUnit',
  'live',
  'pollSeconds',
  'clearAfterRead',
] as const satisfies readonly (keyof PullSettings)[];

/** The part of a body that is about port 4370, and the rest. */
export function partPull<B extends PullSettings>(body: B): { pull: PullSettings; rest: Omit<B, keyof PullSettings> } {
  const entries = Object.entries(body);
  const isPull = ([name]: [string, unknown]) => (names as readonly string[]).includes(name);
  return {
    pull: Object.fromEntries(entries.filter((entry) => isPull(entry) && entry[1] !== undefined)),
    rest: Object.fromEntries(entries.filter((entry) => !isPull(entry))) as Omit<B, keyof PullSettings>,
  };
}

export class PullView {
  @Shown('Address') host!: string;
  @Shown('Port') port!: number;
  @Shown('Whether a comm key is kept') hasCommKey!: boolean;
  @Shown('How it is talked to', { enum: [...transports] }) transport!: string;
  @Shown('Encoding of names') encoding!: string;
  @Shown('What it counts when it opens', { enum: [...unlockUnits] }) unlockUnit!: string;
  @Shown('Listened to all the time') live!: boolean;
  @Shown('Seconds between two looks') pollSeconds!: number;
  @Shown('Its log is cleared once all of it is stored') clearAfterRead!: boolean;
  @Shown('Last connection', { nullable: true, type: String }) connectedAt!: string | null;
  @Shown('Last time its log was read to the end', { nullable: true, type: String }) readAt!: string | null;
  @Shown('Number of punches that it reported then', { nullable: true, type: Number }) counted!: number | null;
  @Shown('What is wrong: unreachable, forbidden, authFailed, protocol, notSupported, refused, encrypted, internal', {
    nullable: true,
    type: String,
  })
  fault!: string | null;
  @Shown('The same in words', { nullable: true, type: String }) error!: string | null;
  @Shown('Tries in a row that failed') failures!: number;
}

export const toPullView = (pull: PullTerminal): PullView => ({
  host: pull.host,
  port: pull.port,
  hasCommKey: pull.commKey !== 0,
  transport: pull.transport,
  encoding: pull.encoding,
  unlockUnit: pull.unlockUnit,
  live: pull.live,
  pollSeconds: pull.pollSeconds,
  clearAfterRead: pull.clearAfterRead,
  connectedAt: pull.connectedAt?.toISOString() ?? null,
  readAt: pull.readAt?.toISOString() ?? null,
  counted: pull.counted,
  fault: pull.fault,
  error: pull.error,
  failures: pull.failures,
});

export class DiagnosisView {
  @Shown('Whether it can be talked to') ok!: boolean;
  @Shown('What is wrong', { nullable: true, type: String }) fault!: string | null;
  @Shown('In words, with what to do about it') says!: string;
  @Shown('Its serial number', { nullable: true, type: String }) sn!: string | null;
  @Shown('Its model', { nullable: true, type: String }) deviceName!: string | null;
  @Shown('Its firmware', { nullable: true, type: String }) firmware!: string | null;
  @Shown('tcp or udp', { nullable: true, type: String }) transport!: string | null;
  @Shown('Its wall clock', { nullable: true, type: String }) time!: string | null;
  @Shown('Number of users that it reports', { nullable: true, type: Number }) users!: number | null;
  @Shown('Number of punches that it reports', { nullable: true, type: Number }) records!: number | null;
  @Shown('How long that took') milliseconds!: number;
}

export class DiscoverBody {
  @Int('Milliseconds to wait for answers; left out = 2000', { optional: true, min: 100, max: 10_000 }) waitMs?: number;
  @Text('Another broadcast address, or the address of one terminal', {
    optional: true,
    min: 7,
    max: 253,
    pattern: { is: /^[\d.]+$/, says: 'an IPv4 address' },
  })
  host?: string;
}

class DiscoveredView {
  @Shown('Address') host!: string;
  @Shown('Port') port!: number;
  @Shown('Serial number; null where it wants a comm key or talks encrypted', { nullable: true, type: String })
  sn!: string | null;
  @Shown('The kind of answer', { enum: ['open', 'commKey', 'encrypted'] }) answer!: string;
}

export class DiscoveredList {
  @Shown('Terminals that answered', { type: [DiscoveredView] }) items!: DiscoveredView[];
}
