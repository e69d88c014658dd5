import { execFileSync } from 'node:child_process';
import { appendFile, chmod, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { postgresAccount } from '../../src/platform/database/embedded/account.js';
import { findBinaries } from '../../src/platform/database/embedded/binaries.js';
import { socketUrl } from '../../src/platform/database/embedded/connection.js';
import {
  type Cluster,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
} from '../../src/platform/database/embedded/postmaster.js';
import { postmasterTree } from './gateway-process.js';

/** One PostgreSQL of several that hold the same data; all are copies of the empty database of the run. */
export class DatabaseServer {
  private frozen: readonly number[] = [];
  private isGone = false;

  private constructor(
    private readonly cluster: Cluster,
    private postmaster: Postmaster,
  ) {}

  get url(): string {
    return socketUrl(this.postmaster.socketDir, 'postern');
  }

  static async primary(folder: string): Promise<DatabaseServer> {
    return DatabaseServer.start(folder, 'primary', []);
  }

  /** It begins with what the primary began with, and follows it from there. */
  static async standbyOf(primary: DatabaseServer, folder: string, name: string): Promise<DatabaseServer> {
    const from = `host=${primary.postmaster.socketDir} port=5432 user=postern application_name=${name}`;
    const lines = [`primary_conninfo = '${from}'`, "wal_retrieve_retry_interval = '100ms'"];
    return DatabaseServer.start(folder, name, lines);
  }

  private static async start(folder: string, name: string, lines: string[]): Promise<DatabaseServer> {
    const pgData = join(folder, name);
    execFileSync('cp', ['-Rp', inject('templateCluster'), pgData]);
    const account = await postgresAccount(folder, pgData);
    const binaries = await findBinaries(account, folder, () => undefined);
    await appendFile(join(pgData, 'postgresql.conf'), `\n${lines.join('\n')}\n`);
    if (lines.length > 0) {
      const signal = join(pgData, 'standby.signal');
      await writeFile(signal, '');
      const { uid, gid } = await stat(pgData);
      execFileSync('chown', [`${uid}:${gid}`, signal]);
    }
    const cluster = { pgData, binaries, account, unsafeForTests: true };
    return new DatabaseServer(cluster, await startPostmaster(cluster));
  }

  /** In a connection of its own, behind no switch. */
  async sql<T = Record<string, unknown>>(query: string, values: unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    const { rows } = await client.query(query, values).finally(() => client.end());
    return rows as T[];
  }

  /** SIGSTOP to all its processes: connections stay, and nothing is answered. */
  freeze(): void {
    this.frozen = postmasterTree(this.postmaster.pid);
    for (const pid of this.frozen) process.kill(pid, 'SIGSTOP');
  }

  thaw(): void {
    for (const pid of this.frozen) process.kill(pid, 'SIGCONT');
    this.frozen = [];
  }

  /** kill -9 of all its processes. */
  kill(): void {
    this.isGone = true;
    for (const pid of postmasterTree(this.postmaster.pid)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
  }

  /** After `kill`; on another socket. */
  async startAgain(): Promise<void> {
    await rm(this.postmaster.socketDir, { recursive: true, force: true });
    this.postmaster = await startPostmaster(this.cluster);
    this.isGone = false;
  }

  async remove(): Promise<void> {
    this.thaw();
    if (!this.isGone) await stopPostmaster(this.cluster, this.postmaster);
    await rm(this.postmaster.socketDir, { recursive: true, force: true });
  }
}

/** A folder that PostgreSQL's user can enter. */
export async function serversFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(inject('runFolder'), 'servers-')));
  await chmod(folder, 0o755);
  return folder;
}
