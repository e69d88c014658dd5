import type { Command } from 'commander';

export function addDoctor(program: Command, exit: (code: number) => void): void {
  program
    .command('doctor')
    .description(
      'Look at the database, the disk, the devices and what goes out, and say what to do. It changes nothing by itself',
    )
    .option('--json', 'tell it as JSON')
    .option(
      '--free-ballast',
      'first delete the ballast beside the embedded database, so that it can start on a full disk',
    )
    .addHelpText('after', '\nEnds with 0 when all is well, 1 with warnings, 2 with faults. The gateway may run or not.')
    .action(async (given: { readonly json?: boolean; readonly freeBallast?: boolean }) => {
      if (given.freeBallast) await free();
      const { doctor } = await import('../doctor/command.js');
      const { out, code } = await doctor(given, process.env);
      process.stdout.write(`${out}\n`);
      exit(code);
    });
}

/** What is told goes to standard error: the answer of the doctor may be read by a script. */
async function free(): Promise<void> {
  const { freeBallast } = await import('../../platform/disk/ballast.js');
  const { loadConfig } = await import('../../platform/config.js');
  const bytes = await freeBallast(loadConfig(process.env).dataDir);
  const words = bytes === 0 ? 'there is no ballast to delete' : `${Math.round(bytes / 2 ** 20)} MB are free again`;
  process.stderr.write(`postern: ${words}\n`);
}
