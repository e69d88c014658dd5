import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { handOver, inProcess, takesAll } from './hand-over.js';

const gateway = fileURLToPath(new URL('../../main.js', import.meta.url));

/** As `npm start` has it: without a bound, V8 takes more of a large machine than the gateway needs. */
const heap = '--max-old-space-size=768';
const isBound = () => [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ').includes('max-old-space-size');

/** These print something and end. */
const isStart = (args: readonly string[]) => args.length === 0;

export function addStart(program: Command, exit: (code: number) => void): void {
  takesAll(program.command('start'))
    .description('The gateway; "postern start --help" has its options and its environment')
    .action(async (args: string[]) => {
      if (isStart(args) && !isBound()) exit(await inProcess([heap], gateway, args));
      else await handOver(args, () => import('../../main.js'));
    });
}
