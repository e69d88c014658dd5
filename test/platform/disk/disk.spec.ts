import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../../src/platform/database/embedded/postgres.js';
import { freeBallast, makeBallast } from '../../../src/platform/disk/ballast.js';
import { diskLimits, stateOf } from '../../../src/platform/disk/disk-space.js';
import { adminToken, startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice, registryCode } from '../../support/raw-device.js';

const megabyte = 1024 * 1024;
/** The limits of a small disk: eight of ballast, sixteen and a quarter stay free. */
const limits = '8,16,25';

const mount = (...all: string[]) => spawnSync('mount', all).status === 0;

/** A disk of so many megabytes; null if this process may not mount one. */
async function smallDisk(megabytes: number): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-space-'));
  if (mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) return folder;
  await rm(folder, { recursive: true });
  return null;
}

it.each([
  [513, 10_260, 'room'],
  [513, 10_261, 'low'],
  [512, 512, 'room'],
  [511, 512, 'full'],
  [511, 100_000, 'full'],
])('%i of %i MB free is %s', (free, total, state) => {
  const usual = diskLimits('256,512,5');
  expect(usual && stateOf({ free: free * megabyte, total: total * megabyte }, usual)).toBe(state);
});

const disk = await smallDisk(96);

describe.skipIf(disk === null)('the disk of the embedded database', () => {
  const folder = disk ?? '';
  const lines: { msg: string; level: number }[] = [];
  let app: TestApp;
  let device: RawDevice;
  let consoleFolder = '';

  beforeAll(async () => {
    await mkdir(join(folder, 'postgres'));
    // What `npm start` has, too: / leads to it while there is room.
    consoleFolder = await mkdtemp(join(tmpdir(), 'postern-console-'));
    await mkdir(join(consoleFolder, 'assets'));
    await writeFile(join(consoleFolder, 'index.html'), 'the console');
    app = await startApp({
      consoleFolder,
      env: { DATA_DIR: folder, DISK_LIMITS: limits, LOG_LEVEL: 'info' },
      logInto: { write: (line: string) => void lines.push(JSON.parse(line)) },
    });
    device = await approved(app, 'DISK-1');
    await registryCode(device, 'DeviceType=acc,LockCount=1');
    await app.admin('POST', '/persons', { pin: '7', name: 'Ann' });
    plan = (await app.admin('POST', '/plans', { name: 'Hall', doors: [] })).body.id as string;
  });

  afterAll(async () => {
    await app.stop();
    spawnSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
    await rm(consoleFolder, { recursive: true, force: true });
  });

  async function fill(name: string, megabytes: number): Promise<void> {
    const file = await open(join(folder, name), 'w');
    for (let n = 0; n < megabytes; n++) await file.write(Buffer.alloc(megabyte, 1));
    await file.close();
  }

  const ready = async () => (await app.request('GET', '/health/ready')) as { status: number; body: unknown };
  const upload = (index: number) =>
    brief(
      device.post(
        '/iclock/cdata?table=rtlog',
        `time=2024-05-01 08:00:01\tpin=7\tcardno=0\teventaddr=1\tevent=0\tindex=${index}`,
      ),
    );
  const picture = (index: number) => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1]).toString(
      'base64',
    );
    const row = `attphoto pin=2024050108000${index}-7.jpg\tsize=${jpeg.length}\tphoto=${jpeg}`;
    return brief(device.post('/iclock/cdata?table=tabledata&tablename=attphoto&count=1', row));
  };
  /** Pictures of people who call, not of devices: of a person, of a plan, for a screen. @returns what is answered */
  const uploads = async () => {
    const body = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#369' } })
      .png()
      .toBuffer();
    const answers: unknown[] = [];
    for (const [method, path, type] of [
      ['PUT', '/persons/7/photo', 'image/png'],
      ['PUT', `/plans/${plan}/picture`, 'image/png'],
      ['POST', '/media?name=Hall', 'application/octet-stream'],
    ] as const) {
      const headers = { authorization: `Bearer ${adminToken}`, 'content-type': type };
      const answer = await app.request(method, `/admin/v1${path}`, { body, headers });
      answers.push([answer.status, answer.body?.type]);
    }
    return answers;
  };
  let plan = '';
  const stored = () => app.sql('SELECT log_id AS n FROM event ORDER BY log_id');

  it('has a ballast where there is room for it, and one alone', async () => {
    const known = diskLimits(limits);
    if (!known) throw new Error('limits');
    const never = new AbortController().signal;
    expect(await makeBallast(folder, { ...known, least: 50 * megabyte }, never)).toBe(false);
    expect(await makeBallast(folder, known, AbortSignal.abort())).toBe(false);
    expect(await readdir(folder)).toEqual(['postgres']);
    expect(await makeBallast(folder, known, never)).toBe(true);
    expect(await makeBallast(folder, known, never)).toBe(true);
    expect((await stat(join(folder, 'ballast'))).size).toBe(8 * megabyte);
  });

  it('that fills is told, refuses pictures first, then all of devices; nothing is lost when it has room again', async () => {
    expect(await ready()).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect((await app.request('GET', '/')).text).toBe('the console');
    expect(await upload(1)).toEqual([200, 'OK']);
    expect(await picture(1)).toEqual([200, 'attphoto=1']);

    // 88 are left: 22 are less than a quarter.
    await fill('some', 66);
    const low = 'the disk of the database has 22 MB free (22 %): no pictures are taken';
    await expect.poll(async () => (await ready()).body).toEqual({ status: 'ok', warnings: [low] });
    expect((await app.request('GET', '/')).text).toContain(low);
    expect(await picture(2)).toEqual([503, 'unavailable']);
    const refused = [503, 'urn:postern:unavailable'];
    expect(await uploads()).toEqual([refused, refused, refused]);
    // What a person may do is changed all the same.
    expect((await app.admin('PATCH', '/persons/7', { name: 'Bo' })).status).toBe(200);
    expect(await upload(2)).toEqual([200, 'OK']);

    await fill('more', 12);
    const full = 'the disk of the database has 10 MB free (10 %): devices keep what they have';
    await expect.poll(ready).toMatchObject({ status: 503, body: { status: 'unavailable', reason: full } });
    expect((await app.request('GET', '/')).text).toContain(full);
    expect(await upload(3)).toEqual([503, 'unavailable']);
    expect((await brief(device.get('/iclock/getrequest')))[0]).toBe(503);

    // The ballast is what an operator removes to get out of it.
    expect(await freeBallast(folder)).toBe(8 * megabyte);
    expect(await freeBallast(folder)).toBe(0);
    await expect.poll(async () => (await ready()).status).toBe(200);
    expect(await upload(3)).toEqual([200, 'OK']);
    await Promise.all(['some', 'more'].map((name) => rm(join(folder, name))));
    await expect.poll(async () => (await ready()).body).toEqual({ status: 'ok' });
    expect(await picture(2)).toEqual([200, 'attphoto=1']);
    expect(await uploads()).toEqual([
      [204, undefined],
      [204, undefined],
      [201, undefined],
    ]);
    expect(await stored()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    // How much is free at the moment of a look depends on the moment.
    const told = lines.filter(({ msg }) => msg.startsWith('the disk of the database has '));
    expect(told.map(({ level, msg }) => `${level} ${msg.replace(/^.* free \(\d+ %\):? /, '')}`)).toEqual([
      '40 no pictures are taken',
      '40 devices keep what they have',
      '40 no pictures are taken',
      '30 again',
    ]);
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });
});

const other = await smallDisk(128);

describe.skipIf(other === null)('a disk that is full when PostgreSQL starts', () => {
  const folder = other ?? '';
  afterAll(async () => {
    spawnSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  });

  const started = () => startEmbeddedPostgres({ dataDir: folder, log: () => undefined, unsafeForTests: true });

  /** To the last byte. */
  async function fillUp(): Promise<void> {
    const file = await open(join(folder, 'all'), 'w');
    try {
      for (;;) await file.write(Buffer.alloc(4_096, 1));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    } finally {
      await file.close();
    }
  }

  it('is said by the line that the start ends with, and the ballast is enough for it', async () => {
    await (await started()).stop();
    const never = new AbortController().signal;
    expect(await makeBallast(folder, { ballast: 40 * megabyte, least: 0, leastShare: 0 }, never)).toBe(true);
    await fillUp();
    await expect(started()).rejects.toThrow(
      /^DATA_DIR \S+ cannot be written to; its disk is full \(0 MB free\): make room, or run "postern doctor --free-ballast"$/,
    );
    expect(await freeBallast(folder)).toBe(40 * megabyte);
    await (await started()).stop();
  });
});
