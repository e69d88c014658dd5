import { randomBytes } from 'node:crypto';
import { appendFileSync, chownSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { join } from 'node:path';
import {
  checkFingerprint,
  keyFile,
  keyPath,
  readKeys,
  readKeyState,
  writeKeyState,
} from '../../platform/auth/encryption-key.js';
import type { Config } from '../../platform/config.js';
import { fingerprintOf } from '../../platform/crypto/key-ring.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { sealedTables } from '../../platform/crypto/sealed-columns.js';
import { readGateways, type GatewayRow } from '../../platform/database/gateway-row.js';
import { lock, sessionLock, sessionUnlock, type LockName } from '../../platform/database/locks.js';
import { resealTable, tablesOfOtherKeys } from './reseal.js';

const lookEveryMs = 250;
/** Longer than a gateway that was killed counts as running. */
const usualPatienceMs = 60_000;
/** Rows that somebody holds for as long as that are held by something else than a gateway. */
const mostPasses = 100;

export interface RotationTold {
  /** A line for whoever sits there. */
  readonly say: (line: string) => void;
  readonly progress: (text: string) => void;
}

export interface RotationResult {
  readonly from: readonly string[];
  readonly to: string;
  readonly rows: number;
}

/**
 * Changes the encryption key while gateways run (docs/key-rotation.md). It may be killed at any moment and run again.
 * @param patienceMs how long it waits for gateways
 * @throws Error of one line if it cannot go on; what it has done so far is of use
 */
export async function rotateKey(
  source: DataSource,
  config: Config,
  seal: SealedBox,
  told: RotationTold,
  patienceMs = usualPatienceMs,
): Promise<RotationResult> {
  const session = source.createQueryRunner();
  const taken: LockName[] = [];
  try {
    await take(session, 'keyRotation', 'another rotation of the key is under way', taken);
    // An import seals for as long as it runs, with the key that it began with.
    await take(session, 'import', 'an import is under way: it must end first', taken);
    await source.transaction((tx) => checkFingerprint(tx, seal));
    const to = await newKey(source, config, seal, told);
    const before = await readKeyState(source.manager);
    if (before.sealing !== to) await begin(source, seal, to, patienceMs);
    seal.follow(await readKeyState(source.manager));
    await allSealWith(source, to, told, patienceMs);
    const { before: from } = await readKeyState(source.manager);
    const rows = await resealAll(source, seal, to, told);
    await end(source, config, to);
    return { from, to, rows };
  } finally {
    for (const name of taken) await session.query(sessionUnlock(name));
    await session.release();
  }
}

async function take(session: QueryRunner, name: LockName, otherwise: string, taken: LockName[]): Promise<void> {
  const [lock] = (await session.query(sessionLock(name))) as { free: boolean }[];
  if (lock?.free !== true) throw new Error(otherwise);
  taken.push(name);
}

/** Gives the fingerprint of the key that is to seal; where the key is kept in DATA_DIR, it is made. */
async function newKey(source: DataSource, config: Config, seal: SealedBox, told: RotationTold): Promise<string> {
  const state = await readKeyState(source.manager);
  const [first = ''] = seal.fingerprints;
  const isUnderWay = first !== state.sealing || state.before.length > 0;
  const path = keyPath(config);
  if (!isUnderWay && path === ownKeyPath(config)) return addKey(config, seal, told);
  if (!isUnderWay) throw new Error(howToGive(path));
  if (first !== state.sealing && state.used.includes(first)) {
    throw new Error('the first key must be a new one: it was the key of this database before');
  }
  return first;
}

const howToGive = (path: string | null) =>
  path === null
    ? 'ENCRYPTION_KEY must be the new key and ENCRYPTION_KEY_OLD the present one, here and at all gateways'
    : `ENCRYPTION_KEY_FILE must have the new key in its first line and the present one in its second, here and at all gateways (${path})`;

const ownKeyPath = ({ dataDir }: Config) => join(dataDir, keyFile);

function addKey(config: Config, seal: SealedBox, told: RotationTold): string {
  const keys = [randomBytes(32), ...(readKeys(config) ?? [])];
  writeKeys(ownKeyPath(config), keys);
  seal.hold(keys);
  const [made = ''] = seal.fingerprints;
  told.say(`a new key stands in ${ownKeyPath(config)}`);
  return made;
}

/**
 * The file is there with the old content or with the new one, and stays the gateway's, whoever runs the command: root
 * must not take it away from the user of a service.
 */
function writeKeys(path: string, keys: readonly Buffer[]): void {
  const draft = `${path}.new`;
  writeFileSync(draft, keys.map((key) => `${key.toString('base64')}\n`).join(''), { mode: 0o600 });
  giveTo(draft, path);
  renameSync(draft, path);
}

function giveTo(draft: string, path: string): void {
  const { uid, gid } = statSync(path);
  const made = statSync(draft);
  if (made.uid !== uid || made.gid !== gid) chownSync(draft, uid, gid);
}

/** The new key seals from now on, once all gateways that run can open what it seals. */
async function begin(source: DataSource, seal: SealedBox, to: string, patienceMs: number): Promise<void> {
  const lacking = await patiently(patienceMs, () =>
    source.transaction(async (tx) => {
      await lock(tx, 'encryptionKey');
      const without = (await readGateways(tx)).filter(({ keys }) => !keys.includes(to));
      if (without.length > 0) return without;
      const state = await readKeyState(tx);
      await writeKeyState(tx, to, {
        first: seal.sealWith(to, seal.root).toString('base64'),
        before: [...state.before, ...(state.sealing === undefined ? [] : [state.sealing])],
        used: [...state.used, to],
      });
      return [];
    }),
  );
  if (lacking.length === 0) return;
  throw new Error(`these gateways do not hold the new key yet, and the old one stays: ${names(lacking)}`);
}

const names = (gateways: readonly GatewayRow[]) =>
  gateways.map(({ host, pid }) => `${host} (process ${pid})`).join(', ');

/** No gateway seals with another key any more, and no transaction is left that may have done so. */
async function allSealWith(
  source: DataSource,
  to: string,
  { say, progress }: RotationTold,
  patienceMs: number,
): Promise<void> {
  progress('waiting for the gateways');
  const behind = await patiently(patienceMs, async () =>
    (await readGateways(source.manager)).filter(({ sealing }) => sealing !== to),
  );
  if (behind.length > 0) throw new Error(`these gateways still seal with the old key: ${names(behind)}`);
  const [now] = await source.query<{ at: string }[]>('SELECT clock_timestamp()::text AS at');
  const old = await patiently(patienceMs, () =>
    source.query<{ pid: number }[]>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND backend_xid IS NOT NULL AND xact_start < $1::timestamptz`,
      [now?.at ?? null],
    ),
  );
  if (old.length > 0) say('a transaction is open for more than a minute; what it seals is looked for at the end');
}

/** @returns what is left when the patience ends; nothing = all is well */
async function patiently<T>(patienceMs: number, look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const left = await look();
    if (left.length === 0 || performance.now() > until) return left;
    await sleep(lookEveryMs);
  }
}

async function resealAll(source: DataSource, seal: SealedBox, to: string, told: RotationTold): Promise<number> {
  const header = seal.headerOf(to);
  let rows = 0;
  let left: readonly string[] = sealedTables.map(({ table }) => table);
  for (let pass = 1; left.length > 0; pass++) {
    if (pass > mostPasses) {
      throw new Error(`rows are locked and still sealed by the old key, in ${left.join(', ')}: run it again later`);
    }
    for (const table of sealedTables.filter((one) => left.includes(one.table))) {
      const done = await resealTable(source, seal, table, ({ seen, sealed }) =>
        told.progress(`${table.table}: ${seen} rows looked at, ${sealed} sealed anew`),
      );
      rows += done.sealed;
    }
    told.progress('checking that nothing is left');
    left = await tablesOfOtherKeys(source.manager, sealedTables, header);
    if (left.length > 0) await sleep(lookEveryMs);
  }
  return rows;
}

/** Nothing is left: the old keys open nothing here. A file of ours keeps the present key alone. */
async function end(source: DataSource, config: Config, to: string): Promise<void> {
  await source.transaction(async (tx) => {
    await lock(tx, 'encryptionKey');
    const { first, used } = await readKeyState(tx);
    await writeKeyState(tx, to, { first: first ?? '', before: [], used });
  });
  const path = ownKeyPath(config);
  if (keyPath(config) !== path) return;
  const keys = readKeys(config) ?? [];
  const old = keys.filter((key) => fingerprintOf(key) !== to);
  if (old.length === 0) return;
  appendFileSync(`${path}.old`, old.map((key) => `${key.toString('base64')}\n`).join(''), { mode: 0o600 });
  writeKeys(
    path,
    keys.filter((key) => fingerprintOf(key) === to),
  );
}
