import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { UsageError } from '../usage-error.js';

/** The terminal, or what is piped in. */
interface Keyboard {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** Takes what readline echoes. */
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * On a terminal it is asked twice and not shown; else the first line of standard input is taken. It never stands in the
 * arguments: others on the machine see those.
 * @throws UsageError
 */
export async function askPassword({ input, output }: Keyboard = { input: process.stdin, output: process.stderr }) {
  const password = input.isTTY ? await typed(input, output) : ((await text(input)).split(/\r?\n/, 1)[0] ?? '');
  if (password === '') throw new UsageError('no password was given');
  return password;
}

async function typed(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Promise<string> {
  const lines = createInterface({ input, output: nowhere(), terminal: true });
  // While it reads, the terminal sends no signal.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ask = async (question: string): Promise<string> => {
    output.write(question);
    const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close').then(() => [''])])) as [string];
    output.write('\n');
    return line;
  };
  try {
    const first = await ask('Password: ');
    if (first !== (await ask('The same again: '))) throw new UsageError('the two passwords are not the same');
    return first;
  } finally {
    lines.close();
  }
}
