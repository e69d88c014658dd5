import { Option, type Command } from 'commander';
import type { ExtractOptions } from '../backup/archive-extract.js';
import type { ListOptions } from '../backup/archive-files.js';
import type { LoadOptions, UnloadOptions } from '../backup/archive-load.js';
import type { ArchiveOptions } from '../backup/archive.js';
import { opensFile, several, withJson } from './backup-command.js';
import { onScreen } from './screen.js';

const schema = () => new Option('--schema <name>', 'where it stands in the database').default('archive');

export function addArchive(program: Command, exit: (code: number) => void): void {
  const archive = program
    .command('archive')
    .description('Write the events of a month to a sealed file, and drop the month from the database')
    .enablePositionalOptions()
    .option('--month <month>', 'such as 2025-01')
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
  archive
    .command('list')
    .description('List the archives of a folder; with the private key also what is in them')
    .argument('[folder]', 'left out = the folder of backups')
    .option('-i, --identity <file>', 'the file of the private key')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nEnds with 0, 1 when a file cannot be opened, 2 when the folder cannot be read.')
    .action((folder: string | undefined, given: ListOptions, command: Command) =>
      onScreen(exit, async (screen) => {
        const { listArchives } = await import('../backup/archive-files.js');
        return listArchives(folder, withJson(given, command), screen, process.env);
      }),
    );
  opensFile(archive.command('extract'))
    .description('Write the events of an archive as a table')
    .option('--format <format>', 'csv, or ndjson: one JSON object a line', 'csv')
    .option('--to <file>', 'where to write it; left out = standard output')
    .option('--pictures <folder>', 'write the pictures there, too; this needs the sealing key of the gateway')
    .addHelpText('after', '\nEnds with 0 when all was read and is whole, 2 when it could not be done.')
    .action((file: string, given: ExtractOptions) =>
      onScreen(exit, async (screen) => {
        const { extractArchive } = await import('../backup/archive-extract.js');
        return extractArchive(file, given, screen, process.env);
      }),
    );
  opensFile(archive.command('load'))
    .description('Load an archive into a schema of its own beside the gateway, for queries in SQL')
    .addOption(schema())
    .addHelpText('after', '\nEnds with 0 when all of it is loaded, 2 when it could not be done; then nothing is there.')
    .action((file: string, given: LoadOptions, command: Command) =>
      onScreen(exit, async (screen) => {
        const { loadMonth } = await import('../backup/archive-load.js');
        return loadMonth(file, withJson(given, command), screen, process.env);
      }),
    );
  archive
    .command('unload')
    .description('Take a month that was loaded out of the database again; its file stays')
    .option('--month <month>', 'such as 2025-01')
    .addOption(schema())
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nEnds with 0, 1 when the month was not loaded, 2 when it could not be done.')
    .action((given: UnloadOptions, command: Command) =>
      onScreen(exit, async (screen) => {
        const { unloadMonth } = await import('../backup/archive-load.js');
        return unloadMonth(withJson(given, command), screen, process.env);
      }),
    );
}
