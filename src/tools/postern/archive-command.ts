import type { Command } from 'commander';
import type { ArchiveOptions } from '../backup/archive.js';
import { several } from './backup-command.js';
import { onScreen } from './screen.js';

export function addArchive(program: Command, exit: (code: number) => void): void {
  program
    .command('archive')
    .description('Write the events of a month to a sealed file, and drop the month from the database')
    .requiredOption('--month <month>', 'such as 2025-01')
    .option('--to <file>', 'where to write it; left out = the folder of backups')
    .option('--recipient <key>', 'the public key that may read it', several)
    .option('--force', 'also while devices are away that may still have events of that month')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nEnds with 0 when the month is in the file and gone from the database, 2 when it could not be done.',
    )
    .action((given: ArchiveOptions) =>
      onScreen(exit, async (screen) => {
        const { archiveMonth } = await import('../backup/archive.js');
        return archiveMonth(given, screen, process.env);
      }),
    );
}
