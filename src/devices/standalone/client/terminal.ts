import { commands, replies } from '../../../protocol/standalone/codes.js';
import { optionName, optionSetting, readOption, sdkBuild, usualOptions } from '../../../protocol/standalone/options.js';
import type { Packet } from '../../../protocol/standalone/packet.js';
import {
  counterRequest,
  counters,
  isOneCounter,
  readCounter,
  readSizes,
  type Counter,
  type Sizes,
} from '../../../protocol/standalone/sizes.js';
import { readText } from '../../../protocol/standalone/text.js';
import { authenticate, hostOf, openSession, udpResendMs } from './open-session.js';
import { isPullError, PullError } from './pull-error.js';
import type { Session } from './session.js';
import { TableReader, type ReadSettings } from './table-reader.js';
import { settingsOf, type Settings, type TerminalOptions } from './terminal-options.js';

/** On UDP a chunk is a burst of datagrams. */
const chunks = { tcp: 0xffc0, udp: 16_384 } as const;
/** Time between datagrams of one burst. */
const udpSilenceMs = 600;
const closingMs = { tcp: 1_000, udp: 60 } as const;

const none = Buffer.alloc(0);

/** A connected terminal: its identity, its options, and the base of all other classes of this client. */
export class Terminal {
  private sdkBefore: string | null = null;
  private countsOneByOne = false;
  /** It has told its number of users once, over this connection. */
  hasCounted = false;

  private constructor(
    readonly session: Session,
    readonly settings: Settings,
  ) {}

  /** Connects, authenticates, and selects the present record formats. @throws PullError */
  static async connect(options: TerminalOptions): Promise<Terminal> {
    const asked = settingsOf(options);
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
    const sizes = await this.readCounters(wanted);
    this.hasCounted ||= sizes.users !== null;
    return sizes;
  }

  private async readCounters(wanted: readonly Counter[]): Promise<Sizes> {
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

const lostSession = () =>
  new PullError('unreachable', 'the terminal has forgotten this connection', replies.ACK_UNAUTH);
