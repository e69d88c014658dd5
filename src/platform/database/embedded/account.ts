import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { type Account, reasonIn, run } from './run.js';

const CREATED_USER = 'postern';

/** True when this process may, and for PostgreSQL must, change to another user. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The user that PostgreSQL runs as; it refuses to run as root. If this process is not root, it is the same user
 * (undefined). If it is root: the owner of the database, else the owner of `dataDir`, else `postgres`, else a new
 * system user.
 * @throws Error of one line if there is none and none can be made
 */
export async function postgresAccount(dataDir: string, pgData: string): Promise<Account | undefined> {
  if (!isRoot()) {
    ensureNamed();
    return undefined;
  }
  for (const candidate of [await ownerOf(pgData), await ownerOf(dataDir), 'postgres', CREATED_USER]) {
    const account = candidate === undefined ? undefined : await lookUp(candidate);
    if (account) return account;
  }
  return createUser();
}

/** initdb looks up the name of its user, so a bare number (`docker run --user 12345`) is not enough. */
function ensureNamed(): void {
  try {
    userInfo();
  } catch {
    throw new Error(
      `the embedded PostgreSQL cannot run as user ${process.getuid?.() ?? ''}, which has no name on this machine; ` +
        'add it to /etc/passwd or set DATABASE_URL',
    );
  }
}

async function ownerOf(path: string): Promise<string | undefined> {
  const uid = await stat(path).then(
    (found) => found.uid,
    () => 0,
  );
  return uid === 0 ? undefined : String(uid);
}

/** `key` is a name or a number, as in getent(1); only accounts with a name count (see ensureNamed). */
async function lookUp(key: string): Promise<Account | undefined> {
  const file = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const find = (text: string): Account | undefined =>
    text
      .split('\n')
      .map((line) => line.split(':'))
      .filter(([name, , uid]) => name === key || uid === key)
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))[0];
  // The second source also knows users of a directory service.
  return find(file) ?? find((await run('getent', ['passwd', key])).output);
}

async function createUser(): Promise<Account> {
  const result = await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    CREATED_USER,
  ]);
  const account = await lookUp(CREATED_USER);
  if (account) return account;
  throw new Error(
    `PostgreSQL does not run as root and no user could be made for it (${reasonIn(result.output)}); ` +
      'add a user named postgres, run Postern as another user, or set DATABASE_URL',
  );
}
