import 'reflect-metadata';
import { ConfigError, loadConfig, printConfig } from './config.js';
import { startServer } from './server.js';

/** The one line that a failed start ends with; anything but a known reason keeps its stack. */
function giveUp(error: unknown): never {
  const known = error instanceof ConfigError || process.env.LOG_LEVEL !== 'debug';
  process.stderr.write(`${known && error instanceof Error ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
}

try {
  if (process.argv.includes('--print-config')) {
    process.stdout.write(`${printConfig(process.env)}\n`);
  } else {
    await startServer(loadConfig(process.env));
  }
} catch (error) {
  giveUp(error);
}
