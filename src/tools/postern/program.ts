import { Command } from 'commander';
import { version } from '../../platform/version.js';
import { addArchive } from './archive-command.js';
import { addBackup } from './backup-command.js';
import { addExportPersons } from './export-persons-command.js';
import { addImportCvsecurity } from './import-cvsecurity-command.js';
import { addRestore } from './restore-command.js';

/** The command `postern`. Each subcommand has its own file; what it needs is loaded when it runs. */
export function newProgram(exit: (code: number) => void): Command {
  const program = new Command('postern')
    .description('The gateway and the commands beside it. They use its environment: DATABASE_URL or DATA_DIR, ...')
    .version(version)
    .exitOverride();
  for (const add of [addImportCvsecurity, addExportPersons, addBackup, addRestore, addArchive]) add(program, exit);
  return program;
}
