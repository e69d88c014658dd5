import type { CommandContext } from './command-context.js';
import { userLine } from './lines.js';
import type { StoredRow } from './memory.js';
import type { Outcome } from './outcome.js';

const noUser = -10;
const failed = 4;
const fingerprint = 1;

const bioRow = (pin: string, type: number, no: string, version: string, tmp: string) => ({
  Pin: pin,
  No: no,
  Index: '0',
  Valid: '1',
  Duress: '0',
  Type: String(type),
  MajorVer: version,
  MinorVer: '0',
  Format: '0',
  Tmp: tmp,
});

/** The requested person comes and is read (Attendance PUSH 12.7). */
export function enrolAsked(terminal: CommandContext, row: StoredRow, type: number | null, word: string): Outcome {
  const pin = row.get('pin') ?? '';
  const user = terminal.memory.user(pin);
  if (user === undefined) return { code: noUser, word };
  const of = type ?? Number(row.get('type'));
  const no = row.get('fid') ?? '0';
  const version = terminal.profile.bioVersions[of];
  const tmp = Buffer.from(`a template of ${pin}, type ${of}, no ${no}`).toString('base64');
  if (version === undefined && of !== fingerprint) return { code: failed, word };
  const columns = Object.fromEntries([...user].map(([name, value]) => [name === 'pin' ? 'PIN' : name, value]));
  terminal.enrol(columns, [
    version === undefined
      ? ['FINGERTMP', { PIN: pin, FID: no, Size: String(tmp.length), Valid: '1', TMP: tmp }]
      : ['BIODATA', bioRow(pin, of, no, version, tmp)],
  ]);
  return { code: 0, word };
}

/** A card is held to the terminal. */
export function cardAsked(terminal: CommandContext, row: StoredRow): Outcome {
  const pin = row.get('pin') ?? '';
  const user = terminal.memory.user(pin);
  if (user === undefined) return { code: -1, word: 'ENROLL_MF' };
  const carded = new Map([...user, ['card', String(700_000 + (Number(pin) || 0))]]);
  terminal.memory.put('USERINFO', carded);
  terminal.outbox.add({ table: 'OPERLOG', transfer: 'EnrollUser', content: userLine(carded), at: terminal.clock() });
  return { code: 0, word: 'ENROLL_MF' };
}
