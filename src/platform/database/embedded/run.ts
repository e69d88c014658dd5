import { spawn } from 'node:child_process';

/** The operating-system user a program runs as; absent = the user of this process. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export interface RunResult {
  /** Exit status; null when the program could not be started or was killed. */
  status: number | null;
  /** Standard output and standard error, in order of arrival. */
  output: string;
}

/**
 * Runs a program to its end and never rejects: the result contains the error. The environment is a fixed one, because
 * PGDATA, PGPORT, PGOPTIONS or a locale of the caller's shell would change what the PostgreSQL tools do. The working
 * directory is `/`, because `account` may not be allowed into the caller's.
 */
export function run(program: string, args: string[], account?: Account): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: '/',
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A session of its own: a signal to the gateway's process group must not reach what we start here.
      detached: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ status: null, output: error.message }));
    child.on('close', (status) => resolve({ status, output: output.trim() }));
  });
}

/** The line of a tool's output that says what failed, for a one-line error. */
export function reasonIn(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /\b(FATAL|PANIC|error):|error while loading/i.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? 'no output').trim();
}
