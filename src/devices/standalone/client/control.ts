import {
  decodeCombination,
  decodeGroupTimeZones,
  decodeTimeZone,
  decodeUserTimeZones,
  decodeVerifyStyle,
  encodeCombination,
  encodeGroupTimeZones,
  encodeTimeZone,
  encodeUserTimeZones,
  encodeVerifyStyle,
  type GroupTimeZones,
  type TerminalTimeZone,
  type UnlockCombination,
  type UserTimeZones,
  type Week,
} from '../../../protocol/standalone/access.js';
import { commands, dataKinds, replies, terminalStates, type DataKind } from '../../../protocol/standalone/codes.js';
import { writeText } from '../../../protocol/standalone/text.js';
import { timeBytes, unpackTime } from '../../../protocol/standalone/time.js';
import { isPullError, PullError } from './pull-error.js';
import type { Terminal } from './terminal.js';

const longWait = { timeoutMs: 30_000 } as const;
const restartMs = 2_000;
const longestPulse = 254;
const lcdCharacters = 32;
/** How far off a clock may be right after it was set. */
const clockSlackSeconds = 3;
const secondsBetween = (from: string, to: string): number =>
  (Date.parse(`${to.replace(' ', 'T')}Z`) - Date.parse(`${from.replace(' ', 'T')}Z`)) / 1_000;

/** Added if a user has a verification style of their own. */
const ownStyle = 128;

const number = (value: number, width: 1 | 2 | 4 | 8 = 4): Buffer => {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntLE(value, 0, Math.min(width, 4));
  return bytes;
};

/** What a terminal can be told to do, and its settings. */
export class Control {
  constructor(private readonly terminal: Terminal) {}

  /**
   * Sent once and never repeated: a door that opens twice is worse than one that does not open.
   * @param endsAt by the steady clock; from then on nothing is sent. @throws TooLate
   */
  async unlock(seconds: number, endsAt = Infinity): Promise<void> {
    const { settings } = this.terminal;
    const duration = Math.round(Math.min(Math.max(seconds, 1), longestPulse) * settings.unlockFactor);
    await this.tell('the door', commands.UNLOCK, number(duration), { endsAt });
  }

  /** Wall clock of the terminal; null if it has none. */
  async time(): Promise<string | null> {
    const { data } = await this.ask('the time', commands.GET_TIME);
    return data.length >= 4 ? unpackTime(data.readUInt32LE(0)) : null;
  }

  /**
   * @param wall `yyyy-MM-dd HH:mm:ss`
   * @returns what its clock shows afterwards: some firmware says yes and changes nothing
   * @throws PullError refused if that is another time
   */
  async setTime(wall: string): Promise<string> {
    const started = performance.now();
    await this.tell('the time', commands.SET_TIME, timeBytes(wall));
    await this.terminal.refresh();
    const told = await this.time();
    const seconds = told === null ? Number.NaN : secondsBetween(wall, told);
    const passed = (performance.now() - started) / 1_000;
    if (seconds >= -clockSlackSeconds && seconds <= passed + clockSlackSeconds) return told ?? wall;
    throw new PullError('refused', `the clock was set to ${wall} and says ${told ?? 'no time at all'}`);
  }

  /** Some firmware answers before it restarts, some restarts at once. */
  async restart(endsAt = Infinity): Promise<void> {
    await this.leave(commands.RESTART, endsAt);
  }

  async powerOff(): Promise<void> {
    await this.leave(commands.POWEROFF);
  }

  async sleep(): Promise<void> {
    await this.tell('sleep', commands.SLEEP);
  }

  async resume(): Promise<void> {
    await this.tell('resume', commands.RESUME);
  }

  async disable(seconds = 0): Promise<void> {
    await this.tell('disable', commands.DISABLEDEVICE, seconds > 0 ? number(seconds) : undefined);
  }

  async enable(): Promise<void> {
    await this.tell('enable', commands.ENABLEDEVICE);
  }

  async say(voice: number): Promise<void> {
    await this.tell('the voice', commands.TESTVOICE, number(voice));
  }

  async showText(line: number, text: string): Promise<void> {
    const field = writeText(text, lcdCharacters, this.terminal.settings.encoding);
    const used = field.subarray(0, Math.max(0, field.indexOf(0) < 0 ? field.length : field.indexOf(0)));
    await this.tell('the screen', commands.WRITE_LCD, Buffer.concat([number(line, 2), Buffer.from([0, 0x20]), used]));
  }

  async clearText(): Promise<void> {
    await this.tell('the screen', commands.CLEAR_LCD);
  }

  async blinkClock(on: boolean): Promise<void> {
    await this.tell('the clock', commands.ENABLE_CLOCK, Buffer.from([on ? 1 : 0]));
  }

  async state(): Promise<string> {
    const { session } = await this.ask('the state', commands.STATE_RRQ);
    return terminalStates[session] ?? `state ${session}`;
  }

  /** Null if it has no door sensor. */
  async doorOpen(): Promise<boolean | null> {
    const { data } = await this.ask('the door', commands.DOORSTATE_RRQ);
    return data.length > 0 ? data.readUInt8(0) === 1 : null;
  }

  /** The number of digits that an id may have. */
  async pinWidth(): Promise<number | null> {
    const { data } = await this.ask('the width of ids', commands.GET_PINWIDTH, Buffer.from(' P'));
    return data.length > 0 ? data.readUInt8(0) : null;
  }

  async timeZone(index: number): Promise<TerminalTimeZone | null> {
    return decodeTimeZone((await this.ask('the time zone', commands.TZ_RRQ, number(index))).data);
  }

  async setTimeZone(index: number, week: Week): Promise<void> {
    await this.tell(`time zone ${index}`, commands.TZ_WRQ, encodeTimeZone(index, week));
    await this.terminal.refresh();
  }

  async group(group: number): Promise<GroupTimeZones | null> {
    return decodeGroupTimeZones((await this.ask('the group', commands.GRPTZ_RRQ, number(group, 8))).data);
  }

  async setGroup(group: GroupTimeZones): Promise<void> {
    await this.tell(`group ${group.group}`, commands.GRPTZ_WRQ, encodeGroupTimeZones(group));
    await this.terminal.refresh();
  }

  async combination(index: number): Promise<UnlockCombination | null> {
    return decodeCombination((await this.ask('the combination', commands.ULG_RRQ, number(index, 8))).data);
  }

  async setCombination(combination: UnlockCombination): Promise<void> {
    await this.tell('the combination', commands.ULG_WRQ, encodeCombination(combination));
    await this.terminal.refresh();
  }

  async userTimeZones(uid: number): Promise<UserTimeZones | null> {
    return decodeUserTimeZones((await this.ask('the time zones', commands.USERTZ_RRQ, number(uid))).data);
  }

  async setUserTimeZones(uid: number, zones: UserTimeZones): Promise<void> {
    await this.tell('the time zones', commands.USERTZ_WRQ, encodeUserTimeZones(uid, zones));
    await this.terminal.refresh();
  }

  /** The verification style of one user, by the numbers of group styles; null if it is that of the group. */
  async verifyStyle(uid: number): Promise<number | null> {
    const said = decodeVerifyStyle((await this.ask('the way to verify', commands.VERIFY_RRQ, number(uid, 2))).data);
    return said === null || said.style === 0 ? null : said.style & ~ownStyle;
  }

  async setVerifyStyle(uid: number, style: number): Promise<void> {
    await this.tell('the way to verify', commands.VERIFY_WRQ, encodeVerifyStyle(uid, style | ownStyle));
    await this.terminal.refresh();
  }

  /** Deletes a table for good. There is another method for deleting everything. */
  async clear(kind: Exclude<DataKind, 'attendance'>): Promise<void> {
    if (kind === 'opLog') await this.tell('the operation log', commands.CLEAR_OPLOG, undefined, longWait);
    else await this.tell(kind, commands.CLEAR_DATA, Buffer.from([dataKinds[kind]]), longWait);
    await this.terminal.refresh();
  }

  /** Deletes users, templates, punches and logs. @param sure the serial number, to prove that this terminal is meant */
  async clearEverything(sure: string): Promise<void> {
    if (sure === '' || (await this.terminal.option('~SerialNumber')) !== sure) {
      throw new PullError('refused', 'not cleared: the serial number is that of another terminal');
    }
    await this.tell('everything', commands.CLEAR_DATA, undefined, longWait);
    await this.terminal.refresh();
  }

  async clearAccess(): Promise<void> {
    await this.tell('the access settings', commands.CLEAR_ACC, undefined, longWait);
    await this.terminal.refresh();
  }

  private async tell(what: string, command: number, data?: Buffer, wait = {}): Promise<void> {
    await this.terminal.session.demand(what, command, data, wait);
  }

  private ask(what: string, command: number, data?: Buffer) {
    return this.terminal.session.demand(what, command, data, { resend: 3 });
  }

  private async leave(command: number, endsAt = Infinity): Promise<void> {
    const { session } = this.terminal;
    try {
      const answer = await session.ask(command, undefined, { timeoutMs: restartMs, endsAt });
      if (answer.command !== replies.ACK_OK) throw new PullError('refused', 'the terminal stays', answer.command);
    } catch (error) {
      if (!isPullError(error, 'unreachable')) throw error;
    }
    session.close();
  }
}
