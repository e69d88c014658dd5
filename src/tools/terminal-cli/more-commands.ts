import { AttPhotos } from '../../devices/standalone/client/att-photos.js';
import { Control } from '../../devices/standalone/client/control.js';
import { People } from '../../devices/standalone/client/people.js';
import { PullError } from '../../devices/standalone/client/pull-error.js';
import type { Terminal } from '../../devices/standalone/client/terminal.js';
import type { DataKind } from '../../protocol/standalone/codes.js';
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

const fingerOf = (given: ParsedOptions) => wholeNumber('finger', needed('finger', given), 0, 9);

async function faces(errand: CommandContext, terminal: Terminal): Promise<void> {
  const found = await new People(terminal).faces();
  await printAll(
    errand,
    found.map(({ face, ...of }) => ({ ...of, face: face.toString('base64') })),
  );
}

async function template(errand: CommandContext, terminal: Terminal): Promise<void> {
  const { given } = errand;
  const [people, finger] = [new People(terminal), fingerOf(given)];
  const { uid, userId } = await userOf(given, terminal);
  if (given.value !== undefined) await people.writeFinger({ uid, finger, flag: 1, template: bytesOf(given.value) });
  const found = await people.finger(uid, finger);
  printOne(errand, { userId, uid, finger, template: found?.toString('base64') ?? null });
}

function bytesOf(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0) throw new BadArguments('--value is a template in base64');
  return bytes;
}

async function deleteTemplate({ given }: CommandContext, terminal: Terminal): Promise<void> {
  const finger = fingerOf(given);
  const { uid, userId } = await userOf(given, terminal);
  const isGone = await new People(terminal).deleteFinger(uid, finger, userId);
  await terminal.refresh();
  if (!isGone) throw new PullError('refused', `${userId} has no template of finger ${finger}`);
}

const kinds = { users: 'users', fingers: 'fingers', 'op-log': 'opLog' } as const satisfies Record<string, DataKind>;

/** The serial number confirms that this terminal is meant. */
async function clear({ given }: CommandContext, terminal: Terminal): Promise<void> {
  const what = oneOf('value', needed('value', given), ['users', 'fingers', 'op-log', 'everything'] as const);
  const sure = needed('sn', given);
  const control = new Control(terminal);
  if (what === 'everything') return control.clearEverything(sure);
  if ((await terminal.option('~SerialNumber')) !== sure) {
    throw new PullError('refused', 'not cleared: the serial number is that of another terminal');
  }
  await control.clear(kinds[what]);
}

async function attPhotos(errand: CommandContext, terminal: Terminal): Promise<void> {
  const { given } = errand;
  const photos = new AttPhotos(terminal);
  if (given.name !== undefined) {
    const bytes = await photos.photo(given.name);
    printOne(errand, { name: given.name, photo: bytes?.toString('base64') ?? null });
    return;
  }
  const from = momentOf('from', given.from ?? '2000-01-02', '00:00:00');
  const to = momentOf('to', given.to ?? '2099-12-31', '23:59:59');
  await printAll(
    errand,
    (await photos.names(from, to)).map((name) => ({ name })),
  );
}

async function state(errand: CommandContext, terminal: Terminal): Promise<void> {
  const control = new Control(terminal);
  const doorOpen = await control.doorOpen().catch(() => null);
  printOne(errand, { state: await control.state(), doorOpen, pinWidth: await control.pinWidth() });
}

/** Commands that are needed less often. */
export const moreCommands: Readonly<Record<string, Described>> = {
  faces: described('face templates of everybody, in base64', faces),
  template: described('--id or --uid, --finger; --value writes it', template),
  'delete-template': described('--id or --uid, --finger', deleteTemplate),
  'att-photos': described('pictures of punches: --from, --to for their names, --name for one', attPhotos),
  state: described('what it does, its door, the digits of its ids', state),
  clear: described('--value users, fingers, op-log or everything; --sn as a proof', clear),
  sleep: described(
    'it rests',
    withControl((control) => control.sleep()),
  ),
  resume: described(
    'it works again',
    withControl((control) => control.resume()),
  ),
};
