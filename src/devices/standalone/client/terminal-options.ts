import type { PunchLayout } from '../../../protocol/standalone/attendance.js';
import type { Encoding } from '../../../protocol/standalone/text.js';
import type { UserWidth } from '../../../protocol/standalone/users.js';
import type { ExchangeListener } from './exchange.js';

/** The right to talk to a terminal, where others may have it, too. */
export interface TerminalLease {
  /** Nobody else can have it yet. */
  readonly isFresh: boolean;
  /** Asks again. */
  isOurs(): Promise<boolean>;
}

export interface TerminalOptions {
  readonly host: string;
  /** It may have an address of this machine. Left out = yes, because the user of the tool decides about the address. */
  readonly allowLocal?: boolean | undefined;
  readonly port?: number | undefined;
  /** The setting that the terminal's menu calls comm key or connection password; 0 = none. */
  readonly commKey?: number | undefined;
  /** `auto` tries TCP first. */
  readonly transport?: 'auto' | 'tcp' | 'udp' | undefined;
  readonly connectMs?: number | undefined;
  readonly timeoutMs?: number | undefined;
  /** Silence while a table is read. */
  readonly readMs?: number | undefined;
  readonly encoding?: Encoding | undefined;
  readonly userWidth?: UserWidth | undefined;
  readonly punchLayout?: PunchLayout | undefined;
  /** Bytes of one read; left out = as many as the transport carries well. */
  readonly chunkBytes?: number | undefined;
  /** For firmware that does not echo reply ids, or calculates checksums differently. */
  readonly tolerant?: boolean | undefined;
  /** The value of SDKBuild before an earlier connection that could not restore it. */
  readonly sdkBefore?: string | undefined;
  /** Called with the old value before it is changed, and with null once it is restored. */
  readonly keepSdk?: ((before: string | null) => Promise<void>) | undefined;
  /** Told of each exchange once it is over. It must not throw. */
  readonly told?: ExchangeListener | undefined;
  /** Without it, nobody else talks to the terminal. */
  readonly lease?: TerminalLease | undefined;
  /** Units of UNLOCK in a second: 10, or 1 on some firmware. */
  readonly unlockFactor?: number | undefined;
}

type Optional = 'userWidth' | 'punchLayout' | 'chunkBytes' | 'sdkBefore' | 'keepSdk' | 'told' | 'lease';
/** The options with all defaults. */
export type Settings = {
  readonly [K in Exclude<keyof TerminalOptions, Optional>]-?: Exclude<TerminalOptions[K], undefined>;
} & Pick<TerminalOptions, Optional>;

const standard = {
  port: 4370,
  commKey: 0,
  transport: 'auto',
  connectMs: 5_000,
  timeoutMs: 5_000,
  readMs: 30_000,
  encoding: 'utf-8',
  tolerant: false,
  allowLocal: true,
  unlockFactor: 10,
} as const;

const given = (options: TerminalOptions) =>
  Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as unknown as Partial<Settings> & Pick<TerminalOptions, 'host'>;

export const settingsOf = (options: TerminalOptions): Settings => ({ ...standard, ...given(options) });
