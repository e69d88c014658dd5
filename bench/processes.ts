import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BarePorts, BareTask } from './bare.js';

export const apiToken = 'bench-api-token-0123456789';
export const adminToken = 'bench-admin-token-0123456789';
export const adminPassword = 'bench admin password 1';

/** A server in a process of its own. */
interface Running {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The bound that `npm start` gives the heap. */
const heap = '--max-old-space-size=768';

const built = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const local = (port: number) => `http://127.0.0.1:${port}`;

/** The addresses that the start prints. */
const printedPort = /Console +https?:\/\/[^\s:]+:(\d+)\//;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/**
 * The real gateway, as `npm start` runs it. `BENCH_NODE_FLAGS` is passed to its node, for a profile.
 * @param settings beside those that every bench has
 */
export async function startGateway(
  databaseUrl: string,
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const flags = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter((flag) => flag !== '');
  const child = spawn(process.execPath, [heap, ...flags, built('../src/main.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      API_TOKEN: apiToken,
      ADMIN_TOKEN: adminToken,
      ADMIN_PASSWORD: adminPassword,
      DEVICE_APPROVAL: 'auto',
      SITE_TIME_ZONE: 'UTC',
      WEBHOOK_ALLOW_PRIVATE: 'true',
      LOG_LEVEL: 'error',
      ...settings,
    },
  });
  let url: string;
  try {
    url = local(await portOf(child));
    await untilReady(url, child);
  } catch (error) {
    await end(child);
    throw error;
  }
  return { url, pid: child.pid ?? 0, stop: () => end(child) };
}

async function portOf(child: ChildProcess): Promise<number> {
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  for (let attempt = 0; attempt < 600; attempt++) {
    const port = printedPort.exec(printed)?.[1];
    if (port !== undefined) return Number(port);
    if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}`);
    await sleep(100);
  }
  throw new Error('the gateway has not said where it listens after a minute');
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}`);
    const isReady = await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(100);
  }
  throw new Error('the gateway is not ready after a minute');
}

/** The baselines with which the gateway is compared. */
export async function startBare(task: BareTask): Promise<{ fastify: string; http: string; stop(): Promise<void> }> {
  const child = fork(built('./bare.js'));
  child.send(task);
  const [ports] = (await once(child, 'message')) as [BarePorts];
  return { fastify: local(ports.fastify), http: local(ports.http), stop: () => end(child) };
}
