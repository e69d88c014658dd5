import type { Command } from 'commander';
import { handOver, takesAll } from './hand-over.js';

export function addSimulate(program: Command): void {
  takesAll(program.command('simulate'))
    .description('Devices in software, for trials; "postern simulate --help" has its options')
    .action((args: string[]) => handOver(args, () => import('../simulator/main.js')));
}
