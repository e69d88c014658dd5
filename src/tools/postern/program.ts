import { Command } from 'commander';
import { version } from '../../platform/version.js';
import { addArchive } from './archive-command.js';
import { addBackup } from './backup-command.js';
import { addDoctor } from './doctor-command.js';
import { addExportPersons } from './export-persons-command.js';
import { addImportCvsecurity } from './import-cvsecurity-command.js';
import { addMigrate } from './migrate-command.js';
import { addOperator } from './operator-command.js';
import { addRestore } from './restore-command.js';
import { addRotateKey } from './rotate-key-command.js';
import { addSimulate } from './simulate-command.js';
import { addStart } from './start-command.js';
import { addZk } from './zk-command.js';

/** Each subcommand has its own file; what it needs is loaded when it runs. */
const commands: readonly ((program: Command, exit: (code: number) => void) => void)[] = [
  addStart,
  addMigrate,
  addDoctor,
  addBackup,
  addRestore,
  addArchive,
  addRotateKey,
  addOperator,
  addImportCvsecurity,
  addExportPersons,
  addSimulate,
  addZk,
];

/** The command `postern`. */
export function newProgram(exit: (code: number) => void): Command {
  const program = new Command('postern')
    .description(
      'The gateway, and what is done beside it. All commands use its environment: DATABASE_URL, DATA_DIR, ...',
    )
    .version(version)
    .enablePositionalOptions()
    .exitOverride()
    .addHelpText('after', '\nEvery command has --help, which also says what its exit codes mean.');
  for (const add of commands) add(program, exit);
  return program;
}
