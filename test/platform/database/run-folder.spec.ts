import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../../src/platform/database/embedded/postgres.js';
import { isAlive } from '../../../src/platform/database/embedded/process-identity.js';
import { removeLeft } from '../../support/run-folder.js';

let parent: string;
const ofEnded = () => join(parent, `postern-test-${endedPid}-left`);
const ofRunning = () => join(parent, `postern-test-${process.pid}-mine`);
const endedPid = spawnSync('true').pid;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'postern-runs-'));
  for (const folder of [parent, ofEnded(), ofRunning()]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
  }
});

afterAll(() => rm(parent, { recursive: true, force: true }));

describe('the databases of a run that was killed', () => {
  it('go with the next run, and the PostgreSQL on them ends; those of a run that goes on stay', async () => {
    const left = await startEmbeddedPostgres({ dataDir: ofEnded(), log: () => undefined, unsafeForTests: true });
    const postmaster = Number((await readFile(join(ofEnded(), 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
    try {
      await removeLeft(parent);
      expect(existsSync(ofEnded())).toBe(false);
      expect(existsSync(ofRunning())).toBe(true);
      await expect.poll(() => isAlive(postmaster)).toBe(false);
    } finally {
      await left.stop();
    }
  });
});
