import type { Command } from 'commander';
import type { RestoreOptions } from '../backup/restore.js';
import { opensFile } from './backup-command.js';
import { onScreen } from './screen.js';

export function addRestore(program: Command, exit: (code: number) => void): void {
  opensFile(program.command('restore'))
    .description('Restore a backup. DATABASE_URL must name an empty database; an embedded one is moved aside first')
    .option(
      '--give-at-once',
      'devices get what the backup says without a look: badges that were revoked since open again',
    )
    .addHelpText(
      'after',
      '\nThe gateway must not run. Ends with 0 when it is restored, 2 when it could not be; then nothing was touched, or' +
        '\nthe database says that it is half restored.',
    )
    .action((file: string, given: RestoreOptions) =>
      onScreen(exit, async (screen) => {
        const { restoreBackup } = await import('../backup/restore.js');
        return restoreBackup(file, given, screen, process.env);
      }),
    );
}
