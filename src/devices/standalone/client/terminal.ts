import { commands, replies } from '../../../protocol/standalone/codes.js';
import { scrambleKey, usualTick } from '../../../protocol/standalone/comm-key.js';
import { optionName, optionSetting, readOption, sdkBuild, usualOptions } from '../../../protocol/standalone/options.js';
import type { Packet } from '../../../protocol/standalone/packet.js';
import type { PunchLayout } from '../../../protocol/standalone/attendance.js';
import {
  counterRequest,
  counters,
  isOneCounter,
  readCounter,
  readSizes,
  type Counter,
  type Sizes,
} from '../../../protocol/standalone/sizes.js';
import { readText, type Encoding } from '../../../protocol/standalone/text.js';
import type { UserWidth } from '../../../protocol/standalone/users.js';
import { dialledAddress, LocalAddress } from '../../../platform/network/dialled-address.js';
import { encryptedFirmware, HungUp, isPullError, PullError, refused } from './pull-error.js';
import { Session } from './session.js';
import { TableReader, type ReadSettings } from './table-reader.js';
import { noConnection, openTcp, openUdp, type Address, type Transport } from './transport.js';

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
  /** Units of UNLOCK in a second: 10, or 1 on some firmware. */
  readonly unlockFactor?: number | undefined;
}

type Optional = 'userWidth' | 'punchLayout' | 'chunkBytes' | 'sdkBefore' | 'keepSdk';
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

/** On UDP a chunk is a burst of datagrams. */
const chunks = { tcp: 0xffc0, udp: 16_384 } as const;
const udpResendMs = 2_000;
/** Time between datagrams of one burst. */
const udpSilenceMs = 600;
const closingMs = { tcp: 1_000, udp: 60 } as const;

const none = Buffer.alloc(0);

const given = (options: TerminalOptions) =>
  Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as unknown as Partial<Settings> & Pick<TerminalOptions, 'host'>;

/** A connected terminal: its identity, its options, and the base of all other classes of this client. */
export class Terminal {
  private sdkBefore: string | null = null;
  private countsOneByOne = false;

  private constructor(
    readonly session: Session,
    readonly settings: Settings,
  ) {}

  /** Connects, authenticates, and selects the present record formats. @throws PullError */
  static async connect(options: TerminalOptions): Promise<Terminal> {
    const asked: Settings = { ...standard, ...given(options) };
    const settings = { ...asked, host: await hostOf(asked) };
    const session = await openSession(settings);
    try {
      await authenticate(session, settings.commKey);
      const terminal = new Terminal(session, settings);
      await terminal.begin();
      return terminal;
    } catch (error) {
      session.close();
      throw error;
    }
  }

  /** Restores what connecting changed, says good-bye and closes the connection. Never fails. */
  async close(): Promise<void> {
    try {
      if (this.session.isOpen && this.sdkBefore !== null && this.sdkBefore !== '1') {
        const { sdkBefore } = this;
        await this.session.ask(commands.OPTIONS_WRQ, optionSetting(sdkBuild, sdkBefore), { timeoutMs: 2_000 });
        await this.settings.keepSdk?.(null).catch(() => undefined);
      }
      if (this.session.isOpen) await this.session.ask(commands.EXIT, undefined, { timeoutMs: 1_000 });
    } catch (error) {
      if (!isPullError(error)) throw error;
    }
    this.session.close();
  }

  /** The value of an option, null if the terminal has none of that name. */
  async option(name: string): Promise<string | null> {
    for (let attempt = 0; ; attempt++) {
      const { command, data } = await this.session.read(commands.OPTIONS_RRQ, optionName(name));
      if (command === replies.ACK_UNAUTH) throw lostSession();
      if (command !== replies.ACK_OK) return null;
      const said = readOption(data);
      if (said === null) return null;
      // Some firmware answers with the value of the option that was asked for before.
      const bare = (text: string) => text.replace(/^~/, '').toLowerCase();
      if (bare(said.name) === bare(name)) return said.value;
      if (attempt === 3) throw new PullError('protocol', `asked for ${name}, told of ${said.name}`);
    }
  }

  /** Takes effect at once; network options take effect after a restart. */
  async setOption(name: string, value: string): Promise<void> {
    await this.session.demand(`option ${name}`, commands.OPTIONS_WRQ, optionSetting(name, value));
    await this.refresh(commands.REFRESHOPTION);
  }

  /** The options of these names that the terminal has. */
  async options(names: readonly string[] = usualOptions): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const name of names) {
      const value = await this.option(name);
      if (value !== null && value !== '') found[name.replace(/^~/, '')] = value;
    }
    return found;
  }

  /** @param wanted if the terminal reports one counter at a time, the others stay null */
  async sizes(wanted: readonly Counter[] = counters): Promise<Sizes> {
    if (this.countsOneByOne) return this.countedOneByOne(wanted);
    const data = await this.counted();
    if (data === null || !isOneCounter(data)) return readSizes(data ?? none);
    // A terminal that reports no capacity at all gives the same word for each counter: it does not know the request.
    const capacity = await this.counter('userCapacity');
    this.countsOneByOne = capacity !== null && capacity > 0;
    return this.countsOneByOne ? this.countedOneByOne(wanted) : readSizes(none);
  }

  async firmware(): Promise<string> {
    const { data } = await this.session.demand('the version', commands.GET_VERSION, undefined, { resend: 3 });
    return readText(data, 0, data.length).trim();
  }

  /** A reader of the terminal's tables. */
  reader(progress?: ReadSettings['progress']): TableReader {
    const { kind } = this.session.transport;
    const { readMs, timeoutMs, chunkBytes } = this.settings;
    const between = kind === 'udp' ? Math.min(udpSilenceMs, readMs) : readMs;
    const first = kind === 'udp' ? Math.min(udpResendMs, timeoutMs) : Math.max(readMs, timeoutMs);
    return new TableReader(this.session, {
      chunkBytes: chunkBytes ?? chunks[kind],
      progress,
      waits: { first, between, closing: closingMs[kind] },
    });
  }

  get chunkBytes(): number {
    return this.settings.chunkBytes ?? chunks[this.session.transport.kind];
  }

  /** Makes what was written take effect. */
  async refresh(command: number = commands.REFRESHDATA): Promise<void> {
    await this.session.ask(command, undefined, { timeoutMs: 30_000, resend: 3 });
  }

  /**
   * Locks the terminal for its users while `task` runs. It is always unlocked again: by us, by the next client that
   * connects, and after `seconds` by the terminal itself if its firmware can do that.
   * @throws PullError if it cannot be disabled
   */
  async whileDisabled<T>(seconds: number, task: () => Promise<T>): Promise<T> {
    const data = Buffer.alloc(4);
    data.writeUInt32LE(seconds);
    await this.session.demand('to disable it', commands.DISABLEDEVICE, data);
    try {
      return await task();
    } finally {
      await this.enable().catch(() => undefined);
    }
  }

  enable(): Promise<Packet> {
    return this.session.ask(commands.ENABLEDEVICE, undefined, { resend: 3 });
  }

  private async countedOneByOne(wanted: readonly Counter[]): Promise<Sizes> {
    const found = new Map<Counter, number | null>();
    for (const counter of wanted) found.set(counter, await this.counter(counter));
    return Object.fromEntries(counters.map((name) => [name, found.get(name) ?? null])) as unknown as Sizes;
  }

  private async counter(counter: Counter): Promise<number | null> {
    const data = await this.counted(counterRequest(counter));
    return data !== null && isOneCounter(data) ? readCounter(data) : null;
  }

  private async counted(request?: Buffer): Promise<Buffer | null> {
    const { command, data } = await this.session.read(commands.GET_FREE_SIZES, request);
    if (command === replies.ACK_UNAUTH) throw lostSession();
    return command === replies.ACK_OK ? data : null;
  }

  private async begin(): Promise<void> {
    // An earlier client, or this gateway before a crash, may have left it locked.
    await this.enable();
    const { sdkBefore, keepSdk } = this.settings;
    const found = await this.option(sdkBuild);
    if (found === '1') {
      this.sdkBefore = sdkBefore ?? found;
      return;
    }
    this.sdkBefore = found ?? '0';
    await keepSdk?.(this.sdkBefore);
    const { command } = await this.session.ask(commands.OPTIONS_WRQ, optionSetting(sdkBuild, '1'), { resend: 3 });
    if (command === replies.ACK_OK) return;
    this.sdkBefore = null;
    await keepSdk?.(null);
  }
}

/** A name server that does not answer is waited for as long as a terminal. @throws PullError */
async function hostOf({ host, port, allowLocal, connectMs }: Settings): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PullError('unreachable', `the name ${host} is not resolved`)), connectMs);
  });
  try {
    return await Promise.race([dialledAddress(host, allowLocal), late]);
  } catch (error) {
    if (error instanceof PullError) throw error;
    if (error instanceof LocalAddress) throw new PullError('forbidden', error.message);
    throw noConnection(error as NodeJS.ErrnoException, { host, port });
  } finally {
    clearTimeout(timer);
  }
}

const lostSession = () =>
  new PullError('unreachable', 'the terminal has forgotten this connection', replies.ACK_UNAUTH);

async function openSession(settings: Settings): Promise<Session> {
  if (settings.transport !== 'auto') return greet(settings, settings.transport);
  try {
    return await greet(settings, 'tcp');
  } catch (error) {
    // Old terminals know only UDP, and some accept TCP and do not answer on it. A terminal that closes the connection
    // serves another client.
    if (!isPullError(error, 'unreachable') || error instanceof HungUp) throw error;
    return await greet(settings, 'udp').catch((other: unknown) => {
      throw isPullError(other, 'unreachable') ? error : other;
    });
  }
}

async function greet(settings: Settings, kind: 'tcp' | 'udp'): Promise<Session> {
  const session = new Session(await open(settings, kind, settings.connectMs), {
    timeoutMs: settings.timeoutMs,
    resendMs: udpResendMs,
    tolerant: settings.tolerant,
  });
  try {
    const answer = await session.read(commands.CONNECT, undefined, settings.connectMs);
    session.id = answer.session;
    if (answer.command === replies.ENCRYPTED) throw encryptedFirmware();
    if (answer.command === replies.ACK_LOCKED) throw locked();
    if (answer.command !== replies.ACK_OK && answer.command !== replies.ACK_UNAUTH) {
      throw refused('the terminal does not let anybody in', answer.command);
    }
    session.mayAuthenticate = answer.command === replies.ACK_UNAUTH;
    return session;
  } catch (error) {
    session.close();
    throw error instanceof HungUp ? heldElsewhere(error) : error;
  }
}

const heldElsewhere = ({ message }: HungUp) => new HungUp('unreachable', `${message}: another program may hold it`);

const open = (address: Address, kind: 'tcp' | 'udp', connectMs: number): Promise<Transport> =>
  kind === 'tcp' ? openTcp({ host: address.host, port: address.port }, connectMs) : openUdp(address);

const locked = () =>
  new PullError('authFailed', 'too many wrong comm keys: the terminal is locked for a while', replies.ACK_LOCKED);

async function authenticate(session: Session, commKey: number): Promise<void> {
  if (!session.mayAuthenticate) return;
  for (const tick of [usualTick, 0]) {
    const { command } = await session.read(commands.AUTH, scrambleKey(commKey, session.id, tick));
    if (command === replies.ACK_OK) return;
    if (command === replies.ACK_LOCKED) throw locked();
    if (command === replies.ENCRYPTED) throw encryptedFirmware();
    if (command !== replies.ACK_UNAUTH) throw refused('the comm key', command);
  }
  const why = commKey === 0 ? 'the terminal wants a comm key' : 'the comm key is wrong';
  throw new PullError('authFailed', why, replies.ACK_UNAUTH);
}
