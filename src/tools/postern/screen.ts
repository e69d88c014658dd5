import ora from 'ora';

/** Where a command prints. Standard output has the result alone, so that a script can read it. */
export interface Screen {
  /** A line of the result. */
  readonly out: (line: string) => void;
  /** A piece of the result, as it is. */
  readonly write: (text: string) => void;
  /** The whole result for a script (`--json`). */
  readonly json: (value: unknown) => void;
  /** A line for whoever sits there: a warning, or why it could not be done. */
  readonly err: (line: string) => void;
  /** What is being done now; on a terminal only. */
  readonly progress: { readonly say: (text: string) => void };
  /** Takes the progress away. */
  readonly stop: () => void;
}

export function newScreen(): Screen {
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  const isScreen = process.stderr.isTTY;
  const write = (text: string) => (spinner.stop(), void process.stdout.write(text));
  return {
    out: (line) => write(`${line}\n`),
    write,
    json: (value) => write(`${JSON.stringify(value, null, 2)}\n`),
    err: (line) => (spinner.stop(), void process.stderr.write(`postern: ${line}\n`)),
    progress: {
      say: (text) => {
        if (!isScreen) return;
        if (spinner.isSpinning) spinner.text = text;
        else spinner.start(text);
      },
    },
    stop: () => void spinner.stop(),
  };
}

/**
 * Runs a command and ends with its code. What it throws is told in one line, and ends with 2: it could not be done.
 * @param work returns the exit code
 */
export async function onScreen(exit: (code: number) => void, work: (screen: Screen) => Promise<number>): Promise<void> {
  const screen = newScreen();
  try {
    exit(await work(screen));
  } catch (error) {
    const [line = ''] = (error as Error).message.split('\n');
    screen.err(line === '' ? String((error as { code?: string }).code ?? 'it broke off') : line);
    exit(2);
  } finally {
    screen.stop();
  }
}
