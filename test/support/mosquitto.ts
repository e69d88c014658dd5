import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Debian puts it where only administrators look. */
const program = ['mosquitto', '/usr/sbin/mosquitto'].find((path) => spawnSync(path, ['-h']).error === undefined);

/** Whether this machine has the broker: specs that need it are skipped without. */
export const hasMosquitto = program !== undefined;

const tries = 5;

/** Debian's MQTT 5 broker on a port of its own. What it retains is in memory alone. */
export class Mosquitto {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly port: number,
  ) {}

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  /** @param lines of its configuration, beside the listener */
  static async start(lines: readonly string[] = ['allow_anonymous true'], port = 0): Promise<Mosquitto> {
    if (program === undefined) throw new Error('there is no mosquitto');
    for (let left = tries; ; left--) {
      const own = port === 0 ? await freePort() : port;
      const folder = await mkdtemp(join(tmpdir(), 'postern-mosquitto-'));
      const file = join(folder, 'mosquitto.conf');
      // As root it would become a user who cannot read the folder.
      const user = process.getuid?.() === 0 ? ['user root'] : [];
      await writeFile(file, [`listener ${own} 127.0.0.1`, 'persistence false', ...user, ...lines, ''].join('\n'));
      const child = spawn(program, ['-c', file], { stdio: 'ignore' });
      if (await isThere(child, own)) return new Mosquitto(child, folder, own);
      await rm(folder, { recursive: true, force: true });
      if (left === 1) throw new Error('mosquitto does not start');
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exit = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await exit;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** It takes no port 0; another program may be faster, so a start is tried again. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function isThere(child: ChildProcess, port: number): Promise<boolean> {
  let isOpen = false;
  while (child.exitCode === null) {
    if (isOpen) return true;
    const socket = connect(port, '127.0.0.1');
    isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    // If it was another program that answered, ours has ended by then.
    await sleep(20);
  }
  return false;
}
