import 'reflect-metadata';
import cluster from 'node:cluster';
import { ConfigError } from './platform/config-error.js';
import { loadConfig, printConfig } from './platform/config.js';
import { configWarnings } from './platform/config-warnings.js';

/** What a failed start ends with: a line for each bad setting; an error without a known reason keeps its stack. */
function giveUp(error: unknown): never {
  const known = error instanceof ConfigError || process.env.LOG_LEVEL !== 'debug';
  process.stderr.write(`${known && error instanceof Error ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
}

/** Plain JavaScript, because `npm start` reads it before anything is built. */
const usage = new URL('../../scripts/usage.mjs', import.meta.url).href;

try {
  const { printed } = (await import(usage)) as { printed: (given: readonly string[]) => string | undefined };
  const text = printed(process.argv.slice(2));
  if (text !== undefined) {
    process.stdout.write(`${text}\n`);
  } else {
    for (const line of configWarnings(process.env)) process.stderr.write(`${line}\n`);
    if (process.argv.includes('--print-config')) {
      process.stdout.write(`${printConfig(process.env)}\n`);
    } else {
      const config = loadConfig(process.env);
      const { start } = await (cluster.isWorker
        ? import('./bootstrap/workers/worker.js')
        : import('./bootstrap/server.js'));
      await start(config);
    }
  }
} catch (error) {
  giveUp(error);
}
