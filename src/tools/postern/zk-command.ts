import type { Command } from 'commander';
import { handOver, takesAll } from './hand-over.js';

export function addZk(program: Command): void {
  takesAll(program.command('zk'))
    .description('Terminals on port 4370, without a gateway; "postern zk --help" has its commands')
    .action((args: string[]) => handOver(args, () => import('../terminal-cli/main.js')));
}
