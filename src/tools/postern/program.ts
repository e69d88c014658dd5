import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import ora from 'ora';
import type { GivenOptions as ExportOptions } from '../export-persons/command.js';
import type { GivenOptions } from '../import-cvsecurity/settings.js';
import { addDoctor } from './doctor-command.js';
import { addRotateKey } from './rotate-key-command.js';

const manifest = new URL('../../../../package.json', import.meta.url);
const version = () => (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;

/** The command `postern`. What a subcommand needs is loaded when it runs. */
export function newProgram(exit: (code: number) => void): Command {
  const program = new Command('postern')
    .description('Commands beside the gateway. They use its environment: DATABASE_URL or DATA_DIR, ENCRYPTION_KEY.')
    .version(version())
    .exitOverride();
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
    .action(async (given: GivenOptions) => {
      const { importCvsecurity } = await import('../import-cvsecurity/command.js');
      const spinner = ora({ stream: process.stderr, discardStdin: false });
      const isScreen = process.stderr.isTTY;
      const screen = {
        out: (line: string) => (spinner.stop(), process.stdout.write(`${line}\n`)),
        err: (line: string) => (spinner.stop(), process.stderr.write(`postern: ${line}\n`)),
        progress: {
          say: (text: string) => {
            if (!isScreen) return;
            if (spinner.isSpinning) spinner.text = text;
            else spinner.start(text);
          },
        },
      };
      const code = await importCvsecurity(given, screen, process.env);
      spinner.stop();
      exit(code);
    });
  program
    .command('export-persons')
    .description('Write people as a list that the old server imports: the way back. Passwords and photos stay here')
    .option('--since <time>', 'only people who are new or changed since then, such as 2026-11-23T18:00:00')
    .option('--out <file>', 'where to write it; left out = to the screen')
    .action(async (given: ExportOptions) => {
      const { exportPersons } = await import('../export-persons/command.js');
      const screen = {
        out: (text: string) => void process.stdout.write(text),
        err: (line: string) => void process.stderr.write(`postern: ${line}\n`),
      };
      exit(await exportPersons(given, screen, process.env));
    });
  addDoctor(program, exit);
  addRotateKey(program, exit);
  return program;
}
