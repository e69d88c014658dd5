import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const binary = '/usr/sbin/nats-server';

/** Debian's package `nats-server`. Where it is not installed, what needs it is skipped. */
export const hasNatsServer = existsSync(binary);

const startSeconds = 120;

/** A server with JetStream on a port that the system gave it; started again it has the same one and the same streams. */
export class NatsServer {
  port = 0;
  websocketPort = 0;
  private child: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    private readonly settings: string,
  ) {}

  /** @param settings further lines of its configuration */
  static async start(settings = ''): Promise<NatsServer> {
    const server = new NatsServer(await mkdtemp(join(tmpdir(), 'postern-nats-')), settings);
    await server.start();
    return server;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const deadline = Date.now() + startSeconds * 1_000;
    for (;;) {
      const output = await this.tryStart(deadline);
      if (output === null) return;
      // While it was not running, the system may have given its port to another connection.
      if (!output.includes('address already in use') || Date.now() > deadline)
        throw new Error(`nats-server does not start:\n${output}`);
      await sleep(200);
    }
  }

  /** @returns what it said, if it ended or is not ready in time; null = it is ready */
  private async tryStart(deadline: number): Promise<string | null> {
    const file = join(this.folder, 'nats.conf');
    const listen = (port: number) => `"127.0.0.1:${port === 0 ? -1 : port}"`;
    await writeFile(
      file,
      `listen: ${listen(this.port)}
ports_file_dir: "${this.folder}"
jetstream { store_dir: "${join(this.folder, 'store')}", max_memory_store: 16MB, max_file_store: 64MB }
${this.settings.replace('WEBSOCKET', `websocket { listen: ${listen(this.websocketPort)}, no_tls: true }`)}
`,
    );
    const child = spawn(binary, ['-c', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    let [output, isOver] = ['', false];
    // It comes after the last output.
    child.once('close', () => (isOver = true));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
    while (!(await this.isListening(child))) {
      if (isOver || Date.now() > deadline) return output;
      await sleep(20);
    }
    return null;
  }

  /** At once, as when its machine loses power. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    // It had no time to remove what says on which ports it is.
    for (const name of await this.portFiles()) await rm(join(this.folder, name), { force: true });
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  private async portFiles(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => name.endsWith('.ports'));
  }

  private async isListening({ pid }: ChildProcess): Promise<boolean> {
    const name = (await this.portFiles()).find((one) => one.includes(`_${pid}.`));
    if (name === undefined) return false;
    const text = await readFile(join(this.folder, name), 'utf8');
    if (text === '') return false;
    const { nats = [], websocket = [] } = JSON.parse(text) as { nats?: string[]; websocket?: string[] };
    this.port = Number(new URL(nats[0] ?? '').port);
    if (websocket[0]) this.websocketPort = Number(new URL(websocket[0]).port);
    return true;
  }
}
