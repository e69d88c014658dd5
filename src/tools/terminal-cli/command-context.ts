import { Control } from '../../devices/standalone/client/control.js';
import type { Line } from '../../devices/standalone/client/line.js';
import { People } from '../../devices/standalone/client/people.js';
import { PullError } from '../../devices/standalone/client/pull-error.js';
import type { Terminal } from '../../devices/standalone/client/terminal.js';
import type { TerminalUser } from '../../protocol/standalone/users.js';
import { needed, wholeNumber, type ParsedOptions } from './arguments.js';
import { outputOf, type Row } from './print.js';

/** What a command needs. */
export interface CommandContext {
  readonly line: Line;
  readonly given: ParsedOptions;
  readonly print: (text: string) => unknown;
  readonly tell: (text: string) => unknown;
  readonly isScreen: boolean;
  readonly signal: AbortSignal;
}

export type Command = (errand: CommandContext, terminal: Terminal) => Promise<void>;

export interface Described {
  readonly does: string;
  readonly run: Command;
  /** An interruption ends it normally, without an error. */
  readonly endsItself?: boolean;
}

export const described = (does: string, run: Command): Described => ({ does, run });

export async function printAll({ given, print }: CommandContext, rows: Iterable<Row>): Promise<void> {
  const output = outputOf(given, print);
  for (const row of rows) output.rows.add(row);
  await output.done();
}

export const printOne = ({ print }: CommandContext, row: Row) => print(`${JSON.stringify(row, null, 2)}\n`);

export const withControl =
  (act: (control: Control, given: ParsedOptions) => Promise<unknown>): Command =>
  async ({ given }, terminal) => {
    await act(new Control(terminal), given);
  };

/** The user of --uid or --id. @throws PullError if there is no such user */
export async function userOf(given: ParsedOptions, terminal: Terminal): Promise<TerminalUser> {
  const uid = given.uid === undefined ? null : wholeNumber('uid', given.uid, 1, 65_534);
  const id = uid === null ? needed('id', given) : (given.id ?? null);
  const users = await new People(terminal).list();
  const user = users.find((one) => (uid === null || one.uid === uid) && (id === null || one.userId === id));
  if (!user)
    throw new PullError('refused', `the terminal holds nobody with the ${uid === null ? `id ${id}` : `uid ${uid}`}`);
  return user;
}
