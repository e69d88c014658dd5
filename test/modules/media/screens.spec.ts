import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { ScreenWatchService } from '../../../src/modules/media/screen-watch.service.js';
import { approved, registryCode, type RawDevice } from '../../support/raw-device.js';
import { handedOut } from '../../support/answering.js';
import { adminToken, startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
const panels: SimulatedPanel[] = [];
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(5_000, 1)]);
const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(300, 3)]);

beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await app.stop();
});

async function upload(name: string, body: Buffer): Promise<void> {
  const headers = { authorization: `Bearer ${adminToken}` };
  expect((await app.request('POST', `/admin/v1/media?name=${name}`, { body, headers })).status).toBe(201);
}

async function turnstile(sn: string, options: object = {}): Promise<SimulatedPanel> {
  await app.admin('POST', '/devices', { sn });
  const panel = new SimulatedPanel({ url: app.url, sn, profile: 'turnstile', zone: 'Europe/Madrid', ...options });
  panels.push(panel);
  expect(await panel.connect()).toBe('registered');
  return panel;
}

interface Screen {
  readonly sn: string;
  readonly side: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

const screens = async (name: string): Promise<Screen[]> =>
  (await app.admin('GET', `/media/${name}/screens`)).body.items;
const standing = async (name: string) => (await screens(name)).map(({ sn, side, status }) => [sn, side, status]);
const look = () => app.app.get(ScreenWatchService, { strict: false }).job.run();

/** Polls until the screens are as wanted. */
async function shown(panel: SimulatedPanel, name: string, wanted: unknown): Promise<void> {
  await expect
    .poll(
      async () => {
        await look();
        await panel.poll();
        return standing(name);
      },
      { timeout: 60_000 },
    )
    .toEqual(wanted);
}

const told = (panel: SimulatedPanel) =>
  panel.executed.map(({ text }) => text).filter((text) => text.includes('ADSCREEN'));

// covers commands: SET ADSCREEN_OPTIONS
it('a media goes to both sides of every screen; a device without one gets nothing', async () => {
  const panel = await turnstile('SCREEN1');
  const plain = await approved(app, 'PLAIN1');
  await registryCode(plain, 'DeviceType=acc,MachineType=10,LockCount=1');
  await upload('Hall', png);
  // The gateway looks for itself, too: it may have sent the first one by now.
  expect(await standing('Hall')).toEqual([
    ['SCREEN1', 'in', expect.stringMatching(/^(waiting|sent)$/)],
    ['SCREEN1', 'out', 'waiting'],
  ]);
  await shown(panel, 'Hall', [
    ['SCREEN1', 'in', 'done'],
    ['SCREEN1', 'out', 'done'],
  ]);
  const url = String.raw`${app.url}/iclock/file/SCREEN1\.media\.[\w.-]+/[0-9a-f]{32}\.png`;
  expect(told(panel)).toEqual([
    expect.stringMatching(
      new RegExp(`^SET ADSCREEN_OPTIONS InOut=0,Area=1,Type=1,Range=100,URL=${url},InPlayInterval=5$`),
    ),
    expect.stringMatching(
      new RegExp(`^SET ADSCREEN_OPTIONS InOut=1,Area=1,Type=1,Range=100,URL=${url},OutPlayInterval=5$`),
    ),
  ]);
  expect((await screens('Hall'))[0]).toMatchObject({ returnCode: 0, failures: 0, retryAt: null });
  expect((await app.admin('GET', '/media/Hall')).body.screens).toEqual({ waiting: 0, sent: 0, done: 2, failed: 0 });
  const address = /URL=([^,]+)/.exec(told(panel)[0] ?? '')?.[1] ?? '';
  const fetched = await fetch(address);
  expect(fetched.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await fetched.arrayBuffer()).equals(png)).toBe(true);
});

it('a new file or place is sent again; a side that is no longer selected gets nothing', async () => {
  const [panel] = panels as [SimulatedPanel];
  await upload('Hall', gif);
  await shown(panel, 'Hall', [
    ['SCREEN1', 'in', 'done'],
    ['SCREEN1', 'out', 'done'],
  ]);
  expect(told(panel)).toHaveLength(4);
  await app.admin('PATCH', '/media/Hall', { side: 'out', area: 2, interval: 8 });
  await shown(panel, 'Hall', [['SCREEN1', 'out', 'done']]);
  expect(told(panel).slice(4)).toEqual([
    expect.stringMatching(/^SET ADSCREEN_OPTIONS InOut=1,Area=2,.*OutPlayInterval=8$/),
  ]);
  // The same value again changes nothing. On request the medium is sent again.
  await app.admin('PATCH', '/media/Hall', { area: 2 });
  expect(await standing('Hall')).toEqual([['SCREEN1', 'out', 'done']]);
  await app.admin('POST', '/media/Hall/send');
  await shown(panel, 'Hall', [['SCREEN1', 'out', 'done']]);
  expect(told(panel)).toHaveLength(6);
});

it('a screen that comes later gets all media', async () => {
  const panel = await turnstile('SCREEN2');
  await shown(panel, 'Hall', [
    ['SCREEN1', 'out', 'done'],
    ['SCREEN2', 'out', 'done'],
  ]);
  await app.admin('PATCH', '/media/Hall', { devices: ['SCREEN2'] });
  expect((await standing('Hall')).map(([sn]) => sn)).toEqual(['SCREEN2']);
});

/** A device with a screen; the test answers its commands. */
async function raw(sn: string): Promise<RawDevice> {
  const device = await approved(app, sn);
  await registryCode(device, 'DeviceType=acc,MachineType=101,LockCount=1,ReaderCount=1,IsSupportADScreen=1');
  return device;
}

const command = /^C:(\d+):SET ADSCREEN_OPTIONS .*URL=([^,]+)/;

it('is waited for after -5000; a failure of the screen is shown, and tried again later', async () => {
  const device = await raw('SCREEN3');
  await upload('Film', png);
  await app.admin('PATCH', '/media/Film', { side: 'in', devices: ['SCREEN3'] });
  await look();
  const [id = '', url = ''] = await handedOut(device, command);
  await device.result(`ID=${id}&Return=-5000&CMD=SET ADSCREEN_OPTIONS`);
  expect(await screens('Film')).toMatchObject([{ status: 'sent', commandId: Number(id), returnCode: null }]);
  await app.sql(`UPDATE command SET retry_at = now() + interval '5 seconds' WHERE id = $1`, [id]);
  expect((await device.get(url.replace(app.url, ''))).status).toBe(200);
  // A screen that fetches is at work.
  await expect
    .poll(() => app.sql(`SELECT retry_at > now() + interval '9 minutes' AS longer FROM command WHERE id = $1`, [id]))
    .toEqual([{ longer: true }]);
  await device.result(`ID=${id}&Return=-18&CMD=SET ADSCREEN_OPTIONS`);
  expect(await screens('Film')).toMatchObject([
    {
      status: 'waiting',
      returnCode: -18,
      returnMeaning: 'device is full',
      failures: 1,
      retryAt: expect.stringMatching(/Z$/),
    },
  ]);
  await look();
  expect(await screens('Film')).toMatchObject([{ status: 'waiting' }]);
  await app.sql(`UPDATE media_push SET retry_at = now(), failures = 5 WHERE sn = 'SCREEN3'`);
  await look();
  const [last = ''] = await handedOut(device, command);
  await device.result(`ID=${last}&Return=-618&CMD=SET ADSCREEN_OPTIONS`);
  expect(await screens('Film')).toMatchObject([{ status: 'failed', returnCode: -618, failures: 6, retryAt: null }]);
  expect((await app.admin('GET', '/media/Film')).body.screens).toMatchObject({ failed: 1 });
  await app.admin('POST', '/media/Film/send');
  await look();
  const [never = ''] = await handedOut(device, command);
  await device.result(`ID=${never}&Return=-13&CMD=SET ADSCREEN_OPTIONS`);
  expect(await screens('Film')).toMatchObject([{ status: 'failed', returnCode: -13, failures: 1, retryAt: null }]);
});

it('a cancelled or deleted one is not sent; its file is no longer given', async () => {
  const device = await raw('SCREEN4');
  await upload('Gone', png);
  await app.admin('PATCH', '/media/Gone', { side: 'in', devices: ['SCREEN4'] });
  await look();
  const [{ commandId }] = (await screens('Gone')) as [Screen];
  await app.admin('POST', `/commands/${String(commandId)}/cancel`);
  expect(await screens('Gone')).toMatchObject([{ status: 'failed', returnCode: null }]);
  await app.admin('POST', '/media/Gone/send');
  await look();
  const [id = '', url = ''] = await handedOut(device, command);
  expect((await app.admin('DELETE', '/media/Gone')).status).toBe(204);
  expect((await device.get(url.replace(app.url, ''))).status).toBe(404);
  await device.result(`ID=${id}&Return=0&CMD=SET ADSCREEN_OPTIONS`);
  expect((await app.admin('GET', `/commands/${id}`)).body.status).not.toBe('sent');
});

it('waits for a device that is offline, one media at a time', async () => {
  const device = await raw('SCREEN5');
  await app.sql(`UPDATE device SET online = false WHERE sn = 'SCREEN5'`);
  for (const name of ['A', 'B']) {
    await upload(name, png);
    await app.admin('PATCH', `/media/${name}`, { side: 'in', devices: ['SCREEN5'] });
  }
  await app.app.get(ScreenWatchService, { strict: false }).job.stop();
  await app.sql(`UPDATE device SET online = false WHERE sn = 'SCREEN5'`);
  await app.sql(`UPDATE media_push SET status = 'waiting', command_id = NULL WHERE sn = 'SCREEN5'`);
  await look();
  expect([await standing('A'), await standing('B')]).toEqual([
    [['SCREEN5', 'in', 'waiting']],
    [['SCREEN5', 'in', 'waiting']],
  ]);
  await app.sql(`UPDATE device SET online = true WHERE sn = 'SCREEN5'`);
  await look();
  await look();
  const all = [...(await standing('A')), ...(await standing('B'))].map(([, , status]) => status).sort();
  expect(all).toEqual(['sent', 'waiting']);
  const [id = ''] = await handedOut(device, command);
  await device.result(`ID=${id}&Return=0&CMD=SET ADSCREEN_OPTIONS`);
  await look();
  const [next = ''] = await handedOut(device, command);
  expect(next).not.toBe(id);
  // A device that was replaced loses its commands without a result.
  await app.sql(`DELETE FROM command WHERE id = $1`, [next]);
  await look();
  expect((await handedOut(device, command))[0]).not.toBe(next);
});
