import { asCommand, type CommandText } from '../access-push/command.js';
import { harmless, scrub } from '../access-push/field.js';

/*
 * Commands of firmware that is older than pushver (Attendance PUSH 12.9), and of the US line (12.3, 12.4). Newer
 * firmware answers them with "unknown".
 */

export interface LegacyUser {
  readonly pin: string;
  readonly name: string;
  readonly password: string;
  /** In the form of the wire (appendix A9). */
  readonly card: string;
  readonly group: number;
  readonly timeZones: string;
  readonly privilege: number;
}

export interface LegacyFinger {
  readonly pin: string;
  readonly fid: number;
  readonly valid: number;
  readonly tmp: string;
}

type Pair = readonly [name: string, value: string | number];

const line = (words: string, pairs: readonly Pair[]): CommandText =>
  asCommand(`${words} ${pairs.map(([name, value]) => `${name}=${scrub(String(value))}`).join('\t')}`);

/** The older form of `DATA UPDATE USERINFO`. */
export const legacyUser = (user: LegacyUser): CommandText =>
  line('DATA USER', [
    ['PIN', user.pin],
    ['Name', harmless(user.name)],
    ['Passwd', user.password],
    ['Card', user.card],
    ['Grp', user.group],
    ['TZ', user.timeZones],
    ['Pri', user.privilege],
  ]);

export const legacyFinger = ({ pin, fid, valid, tmp }: LegacyFinger): CommandText =>
  line('DATA FP', [
    ['PIN', pin],
    ['FID', fid],
    ['Valid', valid],
    ['TMP', tmp],
  ]);

export const legacyDeleteUser = (pin: string): CommandText => line('DATA DEL_USER', [['PIN', pin]]);

export const legacyDeleteFinger = (pin: string, fid: number): CommandText =>
  line('DATA DEL_FP', [
    ['PIN', pin],
    ['FID', fid],
  ]);

/** The text about a person's last punch that a terminal of the US line shows (13). */
export interface LastPunch {
  readonly name: string;
  readonly pin: string;
  readonly state: number;
  readonly workCode: string;
  /** `yyyy-MM-dd HH:mm:ss`. */
  readonly time: string;
}

export function lastPunchAnswer({ name, pin, state, workCode, time }: LastPunch): string {
  const cells = [
    ['name', name],
    ['pin', pin],
    ['state', state],
    ['workcode', workCode],
    ['date', time.slice(0, 10)],
    ['time', time.slice(11)],
  ] as const;
  return `status=0\n${cells.map(([key, value]) => `${key}=${scrub(String(value))}`).join('\t')}`;
}

/** The text that a terminal of the US line shows to a person who requested it (13). */
export const selfServiceAnswer = (service: number, pin: string, text: string): CommandText =>
  line('DATA UPDATE SELFSERVICEDATA', [
    ['ServiceNum', service],
    ['PIN', pin],
    ['Style', 0],
    ['Data', Buffer.from(text).toString('base64')],
  ]);
