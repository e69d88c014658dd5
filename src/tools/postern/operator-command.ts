import type { Command } from 'commander';
import type { Task, Wanted } from '../operator/command.js';
import { onScreen } from './screen.js';

interface AddOptions extends Wanted {
  readonly makePassword?: boolean;
}

const ends = `
Ends with 0 when it is done, 1 when it was refused (no such operator, the last administrator, a short password), 2 when it
could not be done.`;

/** Loaded when it is needed: it asks on a terminal. */
const ask = async () => (await import('../operator/ask-password.js')).askPassword();

const withBounds = (command: Command): Command =>
  command
    .option('--areas <codes>', 'only doors and devices of these areas, with commas; all = of all')
    .option('--departments <codes>', 'only people of these departments, with commas; all = of all');

/** For when nobody can sign in to the console. */
export function addOperator(program: Command, exit: (code: number) => void): void {
  const operator = program
    .command('operator')
    .description('Who signs in to the console: from the shell, for when nobody can')
    .addHelpText('after', '\nPasswords are asked for on the terminal, or read from standard input.')
    .addHelpText('afterAll', ends);
  const run = (task: Task) =>
    onScreen(exit, async (screen) => {
      const { runOperator } = await import('../operator/command.js');
      return runOperator(task, screen, process.env);
    });
  const named = (does: 'lock' | 'unlock' | 'sign-out' | 'remove', description: string) =>
    operator
      .command(`${does} <name>`)
      .description(description)
      .action((name: string) => run({ does, name }));

  operator
    .command('list')
    .description('Who there is')
    .option('--json', 'for a script')
    .action(({ json = false }: { json?: boolean }) => run({ does: 'list', asJson: json }));
  withBounds(
    operator.command('add <name>').description('Add an operator; its password is to be changed at the first sign-in'),
  )
    .option('--role <role>', 'what it may do: admin, operator, guard, reception, installer, auditor', 'admin')
    .option('--make-password', 'make a password and print it, instead of asking for one')
    .action((name: string, { makePassword = false, ...wanted }: AddOptions) =>
      run({ does: 'add', name, wanted, password: makePassword ? null : ask }),
    );
  operator
    .command('password <name>')
    .description('Another password, to be changed at the next sign-in; sessions end')
    .action((name: string) => run({ does: 'password', name, password: ask }));
  withBounds(operator.command('change <name>').description('Another role or other bounds; sessions end'))
    .option('--role <role>', 'what it may do')
    .action((name: string, wanted: Wanted) => run({ does: 'change', name, wanted }));
  named('lock', 'Lock it out; sessions end');
  named('unlock', 'Let it in again, also where too many passwords were wrong');
  named('sign-out', 'End its sessions');
  named('remove', 'Remove it; sessions end');
}
