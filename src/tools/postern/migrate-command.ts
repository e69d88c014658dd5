import type { Command } from 'commander';
import type { GivenOptions } from '../migrate/command.js';
import { onScreen } from './screen.js';

export function addMigrate(program: Command, exit: (code: number) => void): void {
  program
    .command('migrate')
    .description('Bring the database up to date, as a start does unless MIGRATE is off')
    .option('--check', 'only look what is missing; nothing is changed')
    .option('--json', 'for a script')
    .addHelpText(
      'after',
      `
Gateways of this release and of the one before may run meanwhile. Where a table is in use, it waits and tries again.
Ends with 0 when the database is up to date, 1 when something is missing (--check), 2 when it could not be done: the
database cannot be reached, was changed by a newer version, or is too old.`,
    )
    .action((given: GivenOptions) =>
      onScreen(exit, async (screen) => {
        const { runMigrate } = await import('../migrate/command.js');
        return runMigrate(given, screen, process.env);
      }),
    );
}
