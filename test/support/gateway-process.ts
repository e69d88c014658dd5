import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { socketUrl } from '../../src/platform/database/embedded/connection.js';
import { adminToken, apiToken } from './app.js';

const root = join(import.meta.dirname, '../..');

/** Node's arguments, as `npm start` gives them; it does not check again what is built. */
const startArguments = ((): string[] => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const [, ...given] = scripts.start.split(' ');
  return given.map((one) => (one === 'scripts/start.mjs' ? join(root, 'dist/src/main.js') : one));
})();
/** Of a machine that starts several at once. */
const startSeconds = 180;
const printedPort = /Console +https?:\/\/[^\s:]+:(\d+)\//;
const portIsTaken = 'PORT: listen EADDRINUSE';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Only those variables of the tests' environment by which programs are found: a DATABASE_URL of the run must not be
 * used.
 */
const plain: Environment = { PATH: process.env.PATH, HOME: process.env.HOME, TZ: process.env.TZ };

/** A start without the OpenAPI documents takes a third less time. */
const usual: Environment = {
  HOST: '127.0.0.1',
  ADMIN_TOKEN: adminToken,
  API_TOKEN: apiToken,
  LOG_LEVEL: 'fatal',
  FIRST_SURVEY: 'off',
  API_DOCS: 'off',
  // Nobody stands before it who would have to learn that it stops.
  DRAIN_SECONDS: '0',
  // The disk of the machine that runs the tests decides nothing.
  DISK_LIMITS: '0,0,0',
};

/**
 * The built server as an operator runs it: in a process (and process group) of its own, which a test may kill and start
 * again.
 */
export class GatewayProcess {
  /** The output since its last start, of both streams. */
  output = '';
  private child: ChildProcess | null = null;
  /** The ports that the system gave to the first start; later starts serve the same devices. */
  private given = 0;

  private constructor(
    readonly dataDir: string,
    readonly env: Environment,
  ) {}

  /**
   * It is not started yet. Without DATABASE_URL in `env` it starts its own PostgreSQL, on a cluster with an empty
   * database of today's schema.
   */
  static async prepare(env: Environment = {}): Promise<GatewayProcess> {
    const made = await GatewayProcess.fresh(env);
    const template = env.DATABASE_URL === undefined ? inject('templateCluster') : '';
    if (template !== '') execFileSync('cp', ['-Rp', template, join(made.dataDir, 'postgres')]);
    return made;
  }

  /** The same on an empty DATA_DIR, as after an installation: its first start makes the cluster too. */
  static async fresh(env: Environment = {}): Promise<GatewayProcess> {
    return GatewayProcess.on(await makeDataDir(), env);
  }

  static on(dataDir: string, env: Environment = {}): GatewayProcess {
    return new GatewayProcess(dataDir, { ...plain, ...usual, DATA_DIR: dataDir, ...env });
  }

  /** Known after the first start. */
  get port(): number {
    if (this.given === 0) throw new Error('the gateway was never started');
    return this.given;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when it is ready for work. Rejects with its output if it ends instead. */
  async start(): Promise<void> {
    this.spawn();
    const deadline = Date.now() + startSeconds * 1_000;
    while (!(await this.isReady())) {
      // While it was not running, the system may have given its port to another connection.
      if (!this.isRunning && this.given > 0 && this.output.includes(portIsTaken) && Date.now() < deadline) this.spawn();
      if (!this.isRunning) throw new Error(`the gateway ended while starting:\n${this.output}`);
      if (Date.now() > deadline) throw new Error(`the gateway is not ready after ${startSeconds} s:\n${this.output}`);
      await sleep(50);
    }
  }

  /** For a start that should fail: runs until it ends by itself. */
  async runToEnd(...args: string[]): Promise<Exit> {
    return exitOf(this.spawn(...args));
  }

  /** `kill -9` of the gateway alone; its PostgreSQL survives, as it does when the kernel kills because of memory. */
  async kill(): Promise<void> {
    const child = this.child;
    if (child === null || !this.isRunning) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** A signal to the whole process group, as a service manager or a terminal sends it. */
  async terminate(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    const child = this.child;
    if (child === null) throw new Error('the gateway was never started');
    if (this.isRunning) process.kill(-Number(child.pid), signal);
    return exitOf(child);
  }

  /** Nobody reads its output any more, as after `| head -1`. */
  stopReading(): void {
    this.child?.stdout?.destroy();
  }

  async ended(): Promise<Exit> {
    if (this.child === null) throw new Error('the gateway was never started');
    return exitOf(this.child);
  }

  /** Of the embedded PostgreSQL, also while no gateway runs. */
  async databaseUrl(): Promise<string> {
    const lines = (await readFile(join(this.dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n');
    return socketUrl(lines[4] ?? '', 'postern');
  }

  async postmasterPid(): Promise<number> {
    return Number((await readFile(join(this.dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  /** `kill -9` of the postmaster and of every process it has started. @returns how many were killed */
  async killPostgres(): Promise<number> {
    const tree = postmasterTree(await this.postmasterPid());
    for (const pid of tree) killIfThere(pid);
    return tree.length;
  }

  /** Ends all processes that still run and removes the data. */
  async remove(): Promise<void> {
    if (this.isRunning) await this.terminate();
    await this.killPostgres().catch(() => undefined);
    const place = await realpath(join(this.dataDir, 'postgres')).catch(() => null);
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    if (place !== null && dirname(place) !== this.dataDir) await rm(dirname(place), { recursive: true, force: true });
  }

  private spawn(...args: string[]): ChildProcess {
    const child = spawn(process.execPath, [...startArguments, ...args], {
      detached: true,
      env: Object.fromEntries(
        Object.entries<string | undefined>({ PORT: String(this.given), ...this.env }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.child = child;
    return child;
  }

  private async isReady(): Promise<boolean> {
    if (this.given === 0) this.given = Number(printedPort.exec(this.output)?.[1] ?? 0);
    if (this.given === 0) return false;
    const status = await fetch(`${this.url}/health/ready`).then(
      async (answer) => (await answer.text(), answer.status),
      () => 0,
    );
    return status === 200;
  }
}

/** A folder that PostgreSQL's user can enter when the tests run as root. */
async function makeDataDir(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(inject('runFolder'), 'gateway-')));
  await chmod(folder, 0o755);
  return folder;
}

async function exitOf(child: ChildProcess): Promise<Exit> {
  // `close` comes after the last output.
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return { code: child.exitCode, signal: child.signalCode };
}

/** The postmaster comes first: if it saw its children die, it would start recovery and make new ones. */
export function postmasterTree(postmaster: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs.flatMap(([pid, parent]) => (parent === postmaster && pid ? [pid] : []));
  return [postmaster, ...children];
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
