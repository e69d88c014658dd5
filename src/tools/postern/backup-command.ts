import type { Command } from 'commander';
import type { CheckOptions } from '../backup/check.js';
import type { MakeOptions, NewKeyOptions } from '../backup/make.js';
import type { RehearseOptions } from '../backup/rehearse.js';
import { onScreen } from './screen.js';

/** An option that may be given several times. */
export const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** What opens a file, for all commands that read one. */
export const opensFile = (command: Command): Command =>
  command
    .argument('<file>', 'the backup')
    .option(
      '-i, --identity <file>',
      'the file of the private key, as `postern backup new-key` or age-keygen made it; - = standard input',
    )
    .option('--passphrase-file <file>', 'a file with the passphrase, for a backup that was downloaded from the console')
    .option('--json', 'print the result as JSON');

export function addBackup(program: Command, exit: (code: number) => void): void {
  const backup = program
    .command('backup')
    .description('Write one consistent, sealed copy of the database to a file; the gateway goes on meanwhile')
    .option(
      '--to <file>',
      'where to write it, - = standard output; left out = the folder of the setting, and old files go',
    )
    .option('--events <which>', 'all, none, or since=2026-01-01', 'all')
    .option('--no-photos', 'leave pictures of events, parking and visits out')
    .option('--without-key', 'leave the key out that opens what is sealed in the database')
    .option(
      '--recipient <key>',
      'the public key that may read it, again for several; left out = that of the setting',
      several,
    )
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nEnds with 0 when it is made and was read again, 2 when it could not be.')
    .action(({ withoutKey, ...given }: Omit<MakeOptions, 'key'> & { withoutKey?: boolean }) =>
      onScreen(exit, async (screen) => {
        const { makeBackup } = await import('../backup/make.js');
        return makeBackup({ ...given, key: withoutKey !== true }, screen, process.env);
      }),
    );
  backup
    .command('new-key')
    .description('Print a new pair of keys of age. The private one is to be kept elsewhere')
    .option('--use', 'backups of this gateway are for it from now on')
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nEnds with 0 when they are printed, 2 when they could not be made, or set for the gateway.')
    .action((given: NewKeyOptions, command: Command) =>
      onScreen(exit, async (screen) => {
        const { newKey } = await import('../backup/make.js');
        return newKey(withJson(given, command), screen, process.env);
      }),
    );
  opensFile(backup.command('verify'))
    .description('Read a backup to its end and check all of it; - = standard input')
    .addHelpText('after', '\nEnds with 0 when it is whole, 1 when it is not, 2 when it could not be read.')
    .action((file: string, given: CheckOptions, command: Command) =>
      onScreen(exit, async (screen) => {
        const { verifyBackup } = await import('../backup/check.js');
        return verifyBackup(file, withJson(given, command), screen);
      }),
    );
  opensFile(backup.command('rehearse'))
    .description('Restore a backup into a database of its own, look at it and delete it; nobody is told anything')
    .option(
      '--scratch <folder>',
      'where that database is made, with room for all of it; left out = the folder for temporary files',
    )
    .addHelpText('after', '\nEnds with 0 when it can be restored, 1 when it cannot, 2 when it could not be tried.')
    .action((file: string, given: RehearseOptions, command: Command) =>
      onScreen(exit, async (screen) => {
        const { rehearse } = await import('../backup/rehearse.js');
        return rehearse(file, withJson(given, command), screen, process.env);
      }),
    );
}

/** The command above knows --json, too, and takes it where it stands before this one. */
export const withJson = <T extends { readonly json?: boolean }>(given: T, command: Command): T => ({
  ...given,
  json: command.optsWithGlobals<CheckOptions>().json === true,
});
