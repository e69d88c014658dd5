import type { Command } from 'commander';
import type { GivenOptions } from '../export-persons/command.js';
import { onScreen } from './screen.js';

export function addExportPersons(program: Command, exit: (code: number) => void): void {
  program
    .command('export-persons')
    .description('Write people as a list that the old server imports: the way back. Passwords and photos stay here')
    .option('--since <time>', 'only people who are new or changed since then, such as 2026-11-23T18:00:00')
    .option('--out <file>', 'where to write it; left out = to the screen')
    .option('--json', 'with --out: print as JSON how many they are')
    .addHelpText('after', '\nEnds with 0 when the list is written, 2 when it could not be.')
    .action((given: GivenOptions) =>
      onScreen(exit, async ({ write, err, json }) => {
        const { exportPersons } = await import('../export-persons/command.js');
        return exportPersons(given, { out: write, err, json }, process.env);
      }),
    );
}
