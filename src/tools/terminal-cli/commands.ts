import { open } from 'node:fs/promises';
import { Control } from '../../devices/standalone/client/control.js';
import { discover } from '../../devices/standalone/client/discover.js';
import { enrolFinger, Live } from '../../devices/standalone/client/live.js';
import { PullError } from '../../devices/standalone/client/pull-error.js';
import { People } from '../../devices/standalone/client/people.js';
import type { UserChange } from '../../devices/standalone/client/user-places.js';
import {
  clearPunches,
  PunchReader,
  readOperations,
  readRange,
  type Mark,
} from '../../devices/standalone/client/punches.js';
import type { Terminal } from '../../devices/standalone/client/terminal.js';
import type { Punch } from '../../protocol/standalone/attendance.js';
import { operationName } from '../../protocol/standalone/oplog.js';
import { voices } from '../../protocol/standalone/codes.js';
import { privileges as levels } from '../../protocol/standalone/users.js';
import { BadArguments, momentOf, needed, oneOf, wholeNumber, type ParsedOptions } from './arguments.js';
import {
  described,
  printAll,
  printOne,
  userOf,
  withControl,
  type Described,
  type CommandContext,
} from './command-context.js';
import { moreCommands } from './more-commands.js';
import { outputOf, progressBar, type Row } from './print.js';

async function info(errand: CommandContext, terminal: Terminal): Promise<void> {
  const control = new Control(terminal);
  const options = await terminal.options();
  printOne(errand, {
    serialNumber: options.SerialNumber ?? null,
    deviceName: options.DeviceName ?? null,
    platform: options.Platform ?? null,
    firmware: await terminal.firmware(),
    transport: terminal.session.transport.kind,
    time: await control.time(),
    sizes: await terminal.sizes(),
    options,
  });
}

async function users(errand: CommandContext, terminal: Terminal): Promise<void> {
  const list = await new People(terminal).list();
  // Passwords stay in the terminal.
  await printAll(
    errand,
    list.map(({ password, ...user }) => ({ ...user, hasPassword: password !== '' })),
  );
}

const punchRow = ({ userId, time, verify, state, workCode, uid }: Punch): Row => ({
  userId,
  time,
  verify,
  state,
  workCode,
  uid,
});

/** The log stays in the terminal, unless the user asks to clear it: then only what the file has by then is deleted. */
async function attendance(errand: CommandContext): Promise<void> {
  const { line, given, tell, isScreen, print } = errand;
  if (given.clear === true && given.out === undefined) {
    throw new BadArguments('--clear needs --out: the copy that stays');
  }
  if (given.from !== undefined || given.to !== undefined) {
    await stretch(errand);
    return;
  }
  const output = outputOf(given, print, given.clear === true);
  const bar = progressBar(tell, isScreen);
  const read = await new PunchReader(line, { progress: bar.show }).run((punches) => {
    for (const punch of punches) output.rows.add(punchRow(punch));
  });
  bar.clear();
  const written = await output.done();
  const lacks = (read.counted ?? 0) > written;
  if (lacks) tell(`the terminal counts ${read.counted}, ${written} came\n`);
  if (given.clear === true) await clearCopied(errand, written, lacks ? 'incomplete' : read.mark);
}

async function stretch(errand: CommandContext): Promise<void> {
  const { line, given } = errand;
  if (given.clear === true) throw new BadArguments('--clear goes with the whole log, not with --from and --to');
  const from = momentOf('from', given.from ?? '2000-01-02', '00:00:00');
  const to = momentOf('to', given.to ?? '2099-12-31', '23:59:59');
  await printAll(errand, (await readRange(line, from, to)).map(punchRow));
}

async function clearCopied(
  { line, given, tell }: CommandContext,
  rows: number,
  mark: Mark | null | 'incomplete',
): Promise<void> {
  const file = needed('out', given);
  if (mark === null && rows === 0) {
    tell('the log is empty: nothing to clear\n');
    return;
  }
  if (mark === null || mark === 'incomplete') {
    throw new PullError('refused', 'the log is not cleared: it did not come as it is counted');
  }
  await checkCopy(file, given.format ?? 'json', rows);
  await clearPunches(await line.terminal(), mark);
  tell(`${rows} punches are in ${file}; the log is cleared\n`);
}

async function checkCopy(file: string, format: string, rows: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  const text = await handle.readFile('utf8').finally(() => handle.close());
  const kept = format === 'json' ? (JSON.parse(text) as unknown[]).length : text.trimEnd().split('\n').length - 1;
  if (kept !== rows) throw new PullError('refused', `not cleared: ${file} has ${kept} rows of ${rows}`);
}

async function opLogs(errand: CommandContext, terminal: Terminal): Promise<void> {
  const rows = await readOperations(terminal);
  await printAll(
    errand,
    rows.map((row) => ({
      time: row.time,
      operation: row.operation,
      name: operationName(row.operation),
      admin: row.admin,
      parameters: row.parameters,
    })),
  );
}

async function templates(errand: CommandContext, terminal: Terminal): Promise<void> {
  const people = new People(terminal);
  const names = new Map((await people.list()).map(({ uid, userId }) => [uid, userId]));
  const fingers = await people.fingers();
  await printAll(
    errand,
    fingers.map(({ uid, finger, flag, template }) => ({
      userId: names.get(uid) ?? '',
      uid,
      finger,
      flag,
      template: template.toString('base64'),
    })),
  );
}

const privileges = {
  user: levels.user,
  enroller: levels.enroller,
  manager: levels.manager,
  admin: levels.administrator,
} as const;
const privilegeNames = Object.keys(privileges) as (keyof typeof privileges)[];

async function setUser(errand: CommandContext, terminal: Terminal): Promise<void> {
  const { given } = errand;
  const { name, password, card, privilege, group } = given;
  const change: UserChange = {
    userId: needed('id', given),
    ...(given.uid === undefined ? {} : { uid: wholeNumber('uid', given.uid, 1, 65_534) }),
    ...(name === undefined ? {} : { name }),
    ...(password === undefined ? {} : { password }),
    ...(card === undefined ? {} : { card: wholeNumber('card', card, 0, 0xffff_ffff) }),
    ...(privilege === undefined ? {} : { privilege: privileges[oneOf('privilege', privilege, privilegeNames)] }),
    ...(group === undefined ? {} : { group: wholeNumber('group', group, 0, 255) }),
  };
  const { password: kept, ...user } = await new People(terminal).set(change);
  printOne(errand, { ...user, hasPassword: kept !== '' });
}

async function deleteUser({ given }: CommandContext, terminal: Terminal): Promise<void> {
  await new People(terminal).delete((await userOf(given, terminal)).uid);
}

async function time(errand: CommandContext, terminal: Terminal): Promise<void> {
  const control = new Control(terminal);
  const { set } = errand.given;
  const told =
    set === undefined
      ? await control.time()
      : await control.setTime(set === 'now' ? localNow() : momentOf('set', set, '00:00:00'));
  printOne(errand, { time: told });
}

/** This computer's wall clock. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A line of JSON for each event, until it is interrupted. */
async function live({ print, signal }: CommandContext, terminal: Terminal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const started = Live.start(terminal, (event) => print(`${JSON.stringify(event)}\n`), reject);
    const stop = () => void started.then((one) => one.stop()).then(resolve, reject);
    started.catch(reject);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
}

async function enrol(errand: CommandContext, terminal: Terminal): Promise<void> {
  const { given, tell, signal } = errand;
  const finger = wholeNumber('finger', needed('finger', given), 0, 9);
  const enrolment = { userId: needed('id', given), finger };
  const end = await enrolFinger(terminal, enrolment, { step: ({ kind }) => tell(`${kind}\n`), signal });
  printOne(errand, end);
}

async function unlock({ given }: CommandContext, terminal: Terminal): Promise<void> {
  await new Control(terminal).unlock(wholeNumber('seconds', given.seconds ?? '3', 1, 254));
}

async function option(errand: CommandContext, terminal: Terminal): Promise<void> {
  const name = needed('name', errand.given);
  if (errand.given.value !== undefined) await terminal.setOption(name, errand.given.value);
  // `info` shows names without the tilde that most of them have on the wire.
  printOne(errand, { name, value: (await terminal.option(name)) ?? (await terminal.option(`~${name}`)) });
}

async function photo(errand: CommandContext, terminal: Terminal): Promise<void> {
  const bytes = await new People(terminal).photo(needed('id', errand.given));
  printOne(errand, { userId: needed('id', errand.given), photo: bytes?.toString('base64') ?? null });
}

/** What a terminal can be asked for. */
export const commands: Readonly<Record<string, Described>> = {
  info: described('who it is, its counters and options', info),
  users: described('its users', users),
  attendance: described('its punches; --from, --to; --out FILE --clear clears what is in FILE', attendance),
  'op-logs': described('its operation log', opLogs),
  templates: described('fingerprint templates, in base64', templates),
  photo: described('the photo of --id', photo),
  ...moreCommands,
  'set-user': described(
    '--id, --uid, --name, --password, --card, --privilege user|enroller|manager|admin, --group',
    setUser,
  ),
  'delete-user': described('--id, or --uid', deleteUser),
  'clear-admins': described('makes everybody a common user', (_, terminal) =>
    new People(terminal).clearAdministrators(),
  ),
  enrol: { ...described('asks for a finger: --id, --finger 0 to 9', enrol), endsItself: true },
  unlock: described('opens the door: --seconds', unlock),
  time: described("the terminal's clock; --set now, --set '2026-01-31 08:00:00'", time),
  live: { ...described('what happens, until Ctrl-C', live), endsItself: true },
  option: described('--name; --value writes it', option),
  lcd: described(
    '--line, --text on the screen',
    withControl((control, given) =>
      control.showText(wholeNumber('line', given.line ?? '0', 0, 65_535), needed('text', given)),
    ),
  ),
  'clear-lcd': described(
    'takes it away again',
    withControl((control) => control.clearText()),
  ),
  voice: described(
    `--value, usually one of ${Object.keys(voices).join(' ')}`,
    withControl((control, given) => control.say(wholeNumber('value', needed('value', given), 0, 255))),
  ),
  enable: described(
    'the terminal serves people',
    withControl((control) => control.enable()),
  ),
  disable: described(
    'it does not; --seconds until it does again by itself',
    withControl((control, given) => control.disable(wholeNumber('seconds', given.seconds ?? '0', 0, 86_400))),
  ),
  restart: described(
    '',
    withControl((control) => control.restart()),
  ),
  'power-off': described(
    '',
    withControl((control) => control.powerOff()),
  ),
};

/** Terminals of the network that this computer is in. */
export async function printDiscovered(given: ParsedOptions, print: (text: string) => unknown): Promise<void> {
  const waitMs = wholeNumber('wait-ms', given['wait-ms'] ?? '2000', 100, 60_000);
  const output = outputOf(given, print);
  const where = {
    ...(given.host === undefined ? {} : { host: given.host }),
    ...(given.port === undefined ? {} : { port: wholeNumber('port', given.port, 1, 65_535) }),
  };
  for (const found of await discover({ waitMs, ...where })) output.rows.add({ ...found });
  await output.done();
}
