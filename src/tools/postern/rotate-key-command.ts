import type { Command } from 'commander';
import { endOnSignals } from '../interrupt.js';

export function addRotateKey(program: Command, exit: (code: number) => void): void {
  program
    .command('rotate-key')
    .description('Change the encryption key while gateways run. It may be broken off and run again')
    .option('--json', 'tell the result as JSON')
    .addHelpText(
      'after',
      '\nA key in DATA_DIR is made. Otherwise ENCRYPTION_KEY is the new key and ENCRYPTION_KEY_OLD the present one,' +
        '\nhere and at all gateways. Ends with 0 when nothing is left that the old key has sealed, 2 when it could not' +
        '\nbe done.',
    )
    .action(async (given: { readonly json?: boolean }) => {
      endOnSignals();
      const { rotateKeyCommand } = await import('../rotate-key/command.js');
      exit(await rotateKeyCommand(given, process.env));
    });
}
