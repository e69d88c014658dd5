import { once } from 'node:events';
import { pino } from 'pino';
import { answerForMetrics } from '../../operations/metrics-of-workers.js';
import type { Config } from '../../platform/config.js';
import { newLog } from '../../platform/log.js';
import { End } from '../shutdown.js';
import type { WorkerMessage, WorkerTask } from './messages.js';

const tell = (message: WorkerMessage): Promise<void> =>
  new Promise((told) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => told());
    else told();
  });

/** One of several gateways behind one port: all of Postern but the database. It ends when the primary process does. */
export async function start(config: Config): Promise<void> {
  answerForMetrics();
  const output = pino.destination(1);
  // The primary process says that Postern stops.
  const end = new End(() => undefined, config.drainSeconds * 1_000);
  end.onSignals();
  for (const stream of [process.stdout, process.stderr, output]) {
    end.onClosed(stream, () => void tell({ kind: 'unheard' }));
  }
  const given = once(process, 'message') as Promise<[WorkerTask]>;
  await tell({ kind: 'waiting' });
  const [task] = await given;
  const say = (line: string) => {
    if (task.isFirst) process.stdout.write(`${line}\n`);
  };
  try {
    await end.during(async () => {
      const { serve } = await import('../serve.js');
      await serve(config, task.databaseUrl, newLog(config.logLevel, output), end, say);
    });
    await tell({ kind: 'serving' });
  } catch (error) {
    await tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
}
