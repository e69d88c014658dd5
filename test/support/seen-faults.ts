import { pino, type Logger } from 'pino';
import { newLog } from '../../src/platform/log.js';

const most = 5;

/**
 * The last errors that a gateway of a test has logged, also where it prints none: a test that gets a 500 says why, or
 * else a failure that happens once in a hundred runs would tell nothing.
 */
export class SeenFaults {
  private readonly lines: string[] = [];

  /** @param level from which on lines are printed */
  log(level: string): Logger {
    const from = pino.levels.values[level] ?? Infinity;
    return newLog(from > 50 ? 'error' : level, {
      write: (line: string) => {
        const { level: at } = JSON.parse(line) as { level: number };
        if (at >= 50) this.lines.push(line);
        if (this.lines.length > most) this.lines.shift();
        if (at >= from) process.stdout.write(line);
      },
    });
  }

  tell(call: string): void {
    if (this.lines.length > 0) console.error(`500 for ${call}; the gateway said last:\n${this.lines.join('')}`);
  }
}
