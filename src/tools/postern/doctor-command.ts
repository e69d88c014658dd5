import type { Command } from 'commander';

export function addDoctor(program: Command, exit: (code: number) => void): void {
  program
    .command('doctor')
    .description(
      'Look at the database, the disk, the devices and what goes out, and say what to do. It changes nothing',
    )
    .option('--json', 'tell it as JSON')
    .addHelpText('after', '\nEnds with 0 when all is well, 1 with warnings, 2 with faults. The gateway may run or not.')
    .action(async (given: { readonly json?: boolean }) => {
      const { doctor } = await import('../doctor/command.js');
      const { out, code } = await doctor(given, process.env);
      process.stdout.write(`${out}\n`);
      exit(code);
    });
}
