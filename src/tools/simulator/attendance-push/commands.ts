import { olderTemplates } from '../../../protocol/attendance-push/older-templates.js';
import { linesOf } from '../../../protocol/attendance-push/punch.js';
import { parseRecord } from '../../../protocol/access-push/records.js';
import type { CommandContext } from './command-context.js';
import { cardAsked, enrolAsked } from './enrolling.js';
import type { StoredRow } from './memory.js';
import type { Outcome } from './outcome.js';
import type { AttProfile } from './profile.js';
import { answerQuery, verifySum } from './questions.js';

type Effect = (terminal: CommandContext, rest: string) => Outcome | Promise<Outcome>;

const badParameter = -1;
const noUser = -10;
const noBase64 = -11;
const otherVersion = -12;
const full = -1001;
const wrongSize = -2;

const rowOf = (text: string): StoredRow => parseRecord(text).fields;
const older = olderTemplates.map(({ table }) => table.name);
const known: ReadonlySet<string> = new Set([
  ...older,
  ...(
    'USERINFO FINGERTMP BIODATA USERPIC BIOPHOTO WORKCODE SMS USER_SMS IDCARD ADPIC WALLPAPER ShortcutKey ' +
    'AccGroup AccTimeZone AccHoliday AccUnLockComb Blacklist WHITELIST BELLINFO'
  ).split(' '),
]);
const templates: ReadonlySet<string> = new Set(['FINGERTMP', ...older, 'BIODATA']);
const pictures: ReadonlySet<string> = new Set(['USERPIC', 'BIOPHOTO']);
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Checks template rows as the device does before it stores one (Attendance PUSH 19.4). */
function faultOf({ memory, profile }: CommandContext, table: string, row: StoredRow): number {
  if (memory.user(row.get('pin') ?? '') === undefined) return noUser;
  if (pictures.has(table)) return pictureFault(row);
  if (!base64.test(row.get('tmp') ?? '')) return noBase64;
  return table === 'BIODATA' ? unifiedFault(profile, row) : 0;
}

function pictureFault(row: StoredRow): number {
  const content = row.get('content') ?? '';
  return row.get('format') === '1' || Number(row.get('size')) === content.length ? 0 : wrongSize;
}

function unifiedFault(profile: AttProfile, row: StoredRow): number {
  if (!/^\d$/.test(row.get('format') ?? '')) return otherVersion;
  const own = profile.bioVersions[Number(row.get('type'))];
  return own !== undefined && own === row.get('majorver') ? 0 : otherVersion;
}

function update(terminal: CommandContext, table: string, row: StoredRow): number {
  const { memory, profile } = terminal;
  if (!known.has(table)) return profile.unknown.command;
  if (templates.has(table) || pictures.has(table)) {
    const fault = faultOf(terminal, table, row);
    if (fault !== 0) return fault;
  }
  if (table === 'USERINFO') {
    const pin = row.get('pin') ?? '';
    if (pin === '') return badParameter;
    if (memory.user(pin) === undefined && memory.rows(table).length >= profile.maxUsers) return full;
  }
  memory.put(table, row);
  return 0;
}

function remove({ memory, profile }: CommandContext, table: string, where: StoredRow): number {
  if (!known.has(table)) return profile.unknown.command;
  const gone = memory.remove(table, where);
  if (gone > 0 || where.size === 0) return 0;
  if (table === 'USERINFO') return profile.unknown.user;
  return table === 'FINGERTMP' ? profile.unknown.finger : 0;
}

const split = (text: string): readonly [table: string, row: StoredRow] => {
  const [table = '', ...rest] = text.split(' ');
  return [table, rowOf(rest.join(' '))];
};

const notFetched = -1008;

const tellFile = (word: string, name: string, content: string): Outcome => ({
  code: Buffer.byteLength(content),
  word,
  file: { name, content },
});

/** The file that the server has for it; firmware ends with a restart. */
async function fetched(terminal: CommandContext, word: 'PutFile' | 'UPGRADE', url: string): Promise<Outcome> {
  const bytes = await terminal.fetch(url.trim());
  if (!bytes) return { code: notFetched, word };
  return word === 'UPGRADE' ? { code: 0, word, then: 'reboot' } : { code: bytes.length, word };
}

/** Commands that write rows, from before there were versions of the protocol (Attendance PUSH 12.9). */
const olderWords: readonly (readonly [verb: RegExp, effect: Effect])[] = [
  [/^DATA USER /i, (terminal, rest) => ({ code: update(terminal, 'USERINFO', rowOf(rest)), word: 'DATA' })],
  [/^DATA FP /i, (terminal, rest) => ({ code: update(terminal, 'FINGERTMP', rowOf(rest)), word: 'DATA' })],
  [/^DATA DEL_USER /i, (terminal, rest) => ({ code: remove(terminal, 'USERINFO', rowOf(rest)), word: 'DATA' })],
  [/^DATA DEL_FP /i, (terminal, rest) => ({ code: remove(terminal, 'FINGERTMP', rowOf(rest)), word: 'DATA' })],
];

/** The present commands. */
const rowWords: readonly (readonly [verb: RegExp, effect: Effect])[] = [
  [/^DATA UPDATE /i, (terminal, rest) => ({ code: update(terminal, ...split(rest)), word: 'DATA' })],
  [/^DATA DELETE /i, (terminal, rest) => ({ code: remove(terminal, ...split(rest)), word: 'DATA' })],
];

const wordsOf = ({ words }: AttProfile) =>
  ({
    today: rowWords,
    older: olderWords,
    both: [...rowWords, ...olderWords],
  })[words];

/** The handler of each verb; the first verb with which a command begins is used. */
const effects: readonly (readonly [verb: RegExp, effect: Effect])[] = [
  [/^DATA QUERY tablename=/i, () => ({ code: -1004, word: 'DATA' })],
  [/^DATA QUERY /i, (terminal, rest) => answerQuery(terminal, ...split(rest))],
  [/^CLEAR (LOG|PHOTO|DATA|BIODATA)$/i, (terminal) => terminal.clear()],
  [/^CHECK$/i, () => ({ code: 0, word: 'CHECK', then: 'contact' })],
  [/^LOG$/i, () => ({ code: 0, word: 'LOG' })],
  [/^INFO$/i, (terminal) => ({ code: 0, word: 'INFO', lines: terminal.settings.lines() })],
  [/^VERIFY SUM ATTLOG /i, (terminal, rest) => verifySum(terminal, rowOf(rest))],
  [/^SET OPTION /i, (terminal, rest) => ({ code: terminal.settings.set(rest), word: 'SET OPTION' })],
  [/^GET OPTION (?:FROM )?/i, (terminal, rest) => terminal.settings.tell(rest.split(','))],
  [/^RELOAD OPTIONS$/i, () => ({ code: 0, word: 'RELOAD OPTIONS' })],
  [/^REBOOT$/i, () => ({ code: 0, word: 'REBOOT', then: 'reboot' })],
  [/^GetFile /i, (_terminal, rest) => tellFile('GetFile', rest.trim(), `the content of ${rest.trim()}`)],
  [/^SHELL /i, (_terminal, rest) => ({ ...tellFile('Shell', 'shellout.txt', `${rest}: done\n`), code: 0 })],
  [/^PutFile /i, (terminal, rest) => fetched(terminal, 'PutFile', rest.split('\t')[0] ?? '')],
  [/^UPGRADE /i, (terminal, rest) => fetched(terminal, 'UPGRADE', /(?:^|,)url=([^,]+)/i.exec(rest)?.[1] ?? '')],
  [/^AC_UNLOCK$/i, (terminal) => (terminal.opened(), { code: 0, word: 'AC_UNLOCK' })],
  [/^AC_UNALARM$/i, () => ({ code: 0, word: 'AC_UNALARM' })],
  [/^ENROLL_FP /i, (terminal, rest) => enrolAsked(terminal, rowOf(rest), 1, 'ENROLL_FP')],
  [/^ENROLL_BIO /i, (terminal, rest) => enrolAsked(terminal, rowOf(rest), null, 'ENROLL_BIO')],
  [/^ENROLL_MF /i, (terminal, rest) => cardAsked(terminal, rowOf(rest))],
];

/** Runs one command; an unknown command has its own return code. */
export async function execute(terminal: CommandContext, text: string): Promise<Outcome> {
  const found = [...wordsOf(terminal.profile), ...effects].find(([verb]) => verb.test(text));
  if (!found) {
    const isOther = /^(?:CONTROL|SET OPTIONS|GET OPTIONS)\b/i.test(text);
    const code = isOther && terminal.profile.unknown.command !== -22 ? -1004 : terminal.profile.unknown.command;
    return { code, word: text.split(' ', 1)[0] ?? '' };
  }
  const [verb, effect] = found;
  terminal.lastWords = text;
  return effect(terminal, text.replace(verb, ''));
}

/** `C:<id>:<text>`, one on each line. */
export function commandsIn(answer: string): { id: string; text: string }[] {
  return linesOf(answer).flatMap((line) => {
    const [, id, text] = /^C:([^:]{1,16}):(.*)$/.exec(line) ?? [];
    return id === undefined || text === undefined ? [] : [{ id, text }];
  });
}
