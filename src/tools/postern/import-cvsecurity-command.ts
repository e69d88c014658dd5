import type { Command } from 'commander';
import type { GivenOptions } from '../import-cvsecurity/settings.js';
import { onScreen } from './screen.js';

export function addImportCvsecurity(program: Command, exit: (code: number) => void): void {
  program
    .command('import-cvsecurity')
    .description('Take over the data of a running CVSecurity; without --apply nothing is written')
    .option('--url <address>', 'the old server, such as https://old:8098')
    .option('--token-file <file>', 'a file with a token of its API')
    .option('--db <address>', 'its PostgreSQL database, such as postgres://user:password@old:5442/biosecurity-boot')
    .option('--files <folder>', 'its exports: a list of people as CSV or XLSX, photos as <pin>.jpg')
    .option('--map <file>', 'answers to what the old server does not tell (map.yaml)')
    .option('--only <kinds>', 'a part alone, with commas: people,levels,...')
    .option('--history <time>', 'also its events of so many months or years, such as 12m or 2y')
    .option('--apply', 'write what is found')
    .option('--theirs', 'also replace what was changed here since the last import')
    .option('--report <folder>', 'write report.html, report.csv, report.json and the questions (map.yaml) there')
    .option('--rps <number>', 'requests a second to the old server', '5')
    .addHelpText('after', '\nEnds with 0 when all is done, 1 when something was refused, 2 when it could not be done.')
    .action((given: GivenOptions) =>
      onScreen(exit, async (screen) => {
        const { importCvsecurity } = await import('../import-cvsecurity/command.js');
        return importCvsecurity(given, screen, process.env);
      }),
    );
}
