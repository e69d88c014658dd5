import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';

/** A worker asks for the metrics of all; the number says which of its questions is answered. */
interface Question {
  readonly kind: 'metrics';
  readonly number: number;
}

interface Answer extends Question {
  /** Null where not all workers answered. */
  readonly text: string | null;
}

const isOf = (message: unknown): message is Answer => (message as Partial<Question> | null)?.kind === 'metrics';

let asked = 0;

/** In a worker: called first, so that a worker that is still starting has an answer too. */
export function answerForMetrics(): void {
  AggregatorRegistry.setRegistries([]);
  new AggregatorRegistry();
}

/** In a worker: what it counts belongs to the sum. */
export function countWith(registry: Registry): void {
  if (cluster.isWorker) AggregatorRegistry.setRegistries([registry]);
}

/** In the primary process: answers a worker's question with the sum over all workers. */
export function giveMetrics(worker: Worker): void {
  const all = new AggregatorRegistry();
  worker.on('message', (message: unknown) => {
    if (!isOf(message)) return;
    const answer = (text: string | null) => {
      if (worker.isConnected()) worker.send({ ...message, text } satisfies Answer);
    };
    all.clusterMetrics().then(answer, () => answer(null));
  });
}

/** The sum over all workers; in a gateway that is one process, its own. */
export async function metricsOfAll(registry: Registry): Promise<string> {
  const summed = cluster.isWorker ? await askPrimary() : null;
  return summed ?? registry.metrics();
}

function askPrimary(): Promise<string | null> {
  const question: Question = { kind: 'metrics', number: ++asked };
  return new Promise((resolve) => {
    const hear = (message: unknown) => {
      if (!isOf(message) || message.number !== question.number) return;
      process.off('message', hear);
      resolve(message.text);
    };
    process.on('message', hear);
    process.send?.(question);
  });
}
