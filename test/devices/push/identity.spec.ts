import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileLinkService } from '../../../src/modules/file/file-links.service.js';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { PresenceService } from '../../../src/devices/push/presence.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { worked } from '../../support/panels.js';
import { approved, brief, RawDevice, registryCode, send, sessionIn } from '../../support/raw-device.js';
import { knownPanels, other, third, panel, firstContact } from './known-panels.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_TTL: '90' } });
});

afterAll(() => app.stop());

const { view, newcomers, codes, Impostor, registered } = knownPanels(() => app);

/** Everything that is stored of a device, without the notes for the operator. */
async function kept(sn: string): Promise<unknown> {
  const [row] = await app.sql(
    `SELECT to_jsonb(d) - '{alerts,updated_at,last_seen_at}'::text[] AS device,
       (SELECT json_agg(l ORDER BY table_name, key) FROM ledger l WHERE sn = d.sn) AS ledger,
       (SELECT json_agg(json_build_array(c.id, c.status, c.return_code) ORDER BY id) FROM command c WHERE sn = d.sn) AS commands,
       (SELECT count(*) FROM event WHERE sn = d.sn) AS events, (SELECT count(*) FROM quarantine WHERE sn = d.sn) AS quarantine,
       (SELECT count(*) FROM device_user WHERE sn = d.sn) AS users, (SELECT count(*) FROM device_upload WHERE sn = d.sn) AS uploads
     FROM device d WHERE sn = $1`,
    [sn],
  );
  return row;
}

/** Makes the device silent for so long that it is offline, while the gateway was listening. */
async function silence(sn: string): Promise<void> {
  const presence = app.app.get(PresenceService, { strict: false });
  await presence.save();
  await app.sql(
    `UPDATE device SET last_seen_at = now() - interval '2 minutes', bound_at = now() - interval '1 hour' WHERE sn = $1`,
    [sn],
  );
  await presence.recheck(Date.now() + 120_000);
  expect(await view(sn)).toMatchObject({ online: false });
  app.app.get(DeviceCache, { strict: false }).listeningSince = 0;
}

describe('a newcomer under the number of a device', () => {
  it('is held: nothing that it sends counts, and nothing is given to it', async () => {
    const device = await registered('PIN-1');
    expect(await view('PIN-1')).toMatchObject({ addressMode: 'pin', addresses: ['127.0.0.1'], address: '127.0.0.1' });
    await expect.poll(async () => (await view('PIN-1')).sync.desired).toBeGreaterThan(0);
    // Sync changes nothing of it any more.
    await worked(app);
    await app.admin('POST', '/devices/PIN-1/commands', { type: 'openDoor', door: 1, seconds: 5 });
    const [order] = await app.sql<{ id: number }>(`SELECT id FROM command WHERE sn = 'PIN-1' AND type = 'openDoor'`);
    const id = order?.id ?? 0;
    const before = await kept('PIN-1');
    const impostor = new Impostor('PIN-1', other);
    expect(await brief(impostor.get(firstContact))).toEqual([200, 'OK']);
    expect(await brief(impostor.post('/iclock/registry', panel))).toEqual([406, '406']);
    const asks = [
      'getrequest',
      'getrequest?INFO=Ver%208.0,1,1,1',
      'service/control',
      'ping',
      'rtdata?type=time',
      'push',
    ];
    for (const path of asks) expect([path, (await impostor.get(`/iclock/${path}`)).status]).toEqual([path, 401]);
    const event =
      'time=2026-03-02 08:30:00\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1\tindex=1';
    const uploads = {
      'cdata?table=rtlog': event,
      'cdata?table=rtstate': 'time=2026-03-02 08:30:00\tsensor=02\trelay=00\talarm=00',
      'cdata?table=tabledata&tablename=user&count=1': 'user uid=1\tpin=7\tname=Eve',
      'cdata?table=OPERLOG&Stamp=1': 'USER PIN=7\tName=Eve\tPri=14\tPasswd=1',
      'cdata?table=ATTLOG&Stamp=1': '7\t2026-03-02 08:30:00\t0\t1',
      'cdata?table=options': '~DeviceName=Mine,MAC=00:00:00:00:00:01',
      'cdata?AuthType=device': event,
      devicecmd: `ID=${id}&Return=0&CMD=CONTROL DEVICE`,
      'querydata?type=tabledata&tablename=user&cmdid=1': 'user uid=1\tpin=7',
      exchange: 'x',
      push: '',
    };
    for (const [path, body] of Object.entries(uploads)) {
      expect([path, (await impostor.post(`/iclock/${path}`, body)).status]).toEqual([path, 401]);
    }
    expect(await kept('PIN-1')).toEqual(before);
    expect(await newcomers('PIN-1')).toMatchObject([{ address: other, sameRegistration: false, duplicate: false }]);
    expect(await codes('PIN-1')).toEqual({ alerts: ['newcomer'], warnings: ['newcomer'] });
    // The device itself finds what waits for it.
    expect(await device.poll()).toMatch(new RegExp(`^C:${id}:CONTROL DEVICE`));
  });

  it('gets no file either, though it knows the signed name', async () => {
    const device = await registered('PIN-2');
    const links = app.app.get(FileLinkService, { strict: false });
    const read = async function* () {
      yield await Promise.resolve(Buffer.from('face'));
    };
    links.serve('test', () => Promise.resolve({ size: 4, type: 'image/jpeg', tag: 'abc', read }));
    const place = links.path({ sn: 'PIN-2', kind: 'test', id: 'one' }, 'face.jpg');
    const byUrl = `/iclock/file?url=${encodeURIComponent(app.url + place)}`;
    const impostor = new Impostor('PIN-2', other);
    expect((await send(app.url, 'GET', place, { from: other })).status).toBe(401);
    expect((await impostor.get(byUrl)).status).toBe(401);
    expect(await brief(send(app.url, 'GET', place))).toEqual([200, 'face']);
    expect(await brief(device.get(byUrl))).toEqual([200, 'face']);
  });

  it('and the device, calling in turns, are reported as two devices', async () => {
    const device = await registered('PIN-3');
    const impostor = new Impostor('PIN-3', other);
    for (let n = 0; n < 3; n++) expect((await impostor.get('/iclock/getrequest')).status).toBe(401);
    expect(await codes('PIN-3')).toEqual({ alerts: ['newcomer'], warnings: ['newcomer'] });
    await device.get('/iclock/getrequest');
    await expect
      .poll(
        async () => {
          await impostor.get('/iclock/getrequest');
          return codes('PIN-3');
        },
        { timeout: 60_000 },
      )
      .toEqual({ alerts: ['newcomer', 'deviceDuplicate'], warnings: ['newcomer', 'deviceDuplicate'] });
    expect(await newcomers('PIN-3')).toMatchObject([{ address: other, duplicate: true }]);
  });

  it('is let in by an operator, with the old address or in its place', async () => {
    const device = await registered('PIN-4');
    const impostor = new Impostor('PIN-4', other);
    expect((await impostor.get('/iclock/getrequest')).status).toBe(401);
    expect((await app.admin('POST', '/devices/PIN-4/newcomers/admit', { address: third })).status).toBe(404);
    const let_in = await app.admin('POST', '/devices/PIN-4/newcomers/admit', { address: other });
    expect([let_in.status, let_in.body.addresses]).toEqual([200, [other]]);
    await expect.poll(async () => (await impostor.get('/iclock/getrequest')).status).toBe(200);
    expect(await newcomers('PIN-4')).toEqual([]);
    expect((await codes('PIN-4')).warnings).toEqual([]);
    expect((await device.get('/iclock/getrequest')).status).toBe(401);
    await app.admin('POST', '/devices/PIN-4/newcomers/admit', { address: '127.0.0.1', keep: true });
    await expect.poll(async () => (await device.get('/iclock/getrequest')).status).toBe(200);
    expect((await impostor.get('/iclock/getrequest')).status).toBe(200);
    // What it holds is compared.
    await expect
      .poll(async () => (await app.admin('GET', '/devices/PIN-4/verifications')).body.items.length, { timeout: 60_000 })
      .toBeGreaterThan(0);
  });
});

describe('a device with a new address', () => {
  it('is accepted without an operator once the old address is silent and it registers as before; then it is compared', async () => {
    await registered('MOVE-1');
    const moved = new Impostor('MOVE-1', other);
    expect(await brief(moved.post('/iclock/registry', panel))).toEqual([406, '406']);
    await silence('MOVE-1');
    expect(await newcomers('MOVE-1')).toMatchObject([
      { address: other, mac: '00:17:61:aa:bb:cc', model: 'C3-400', sameRegistration: true },
    ]);
    await expect.poll(async () => (await moved.get(firstContact)).text, { timeout: 60_000 }).toMatch(/^registry=ok/);
    expect(await view('MOVE-1')).toMatchObject({ addresses: [other], address: other, online: true });
    expect(await codes('MOVE-1')).toEqual({ alerts: ['newcomer', 'newAddress'], warnings: ['newAddress'] });
    await expect
      .poll(async () => (await app.admin('GET', '/devices/MOVE-1/verifications')).body.items, { timeout: 60_000 })
      .toMatchObject([{ status: 'running' }]);
    expect((await view('MOVE-1')).sync).toMatchObject({
      inSync: false,
      reason: 'it calls from a new address: what it holds is being compared',
    });
    expect((await new RawDevice(app, 'MOVE-1').get('/iclock/getrequest')).status).toBe(401);
  });

  it('stays held if it registers as another device, sends nothing, or the device is online', async () => {
    const device = await registered('MOVE-2');
    const impostor = new Impostor('MOVE-2', other);
    const foreign = new Impostor('MOVE-2', third);
    await impostor.post('/iclock/registry', panel);
    await foreign.post('/iclock/registry', panel.replace('aa:bb:cc', 'aa:bb:cd'));
    app.app.get(DeviceCache, { strict: false }).listeningSince = 0;
    for (const one of [impostor, foreign]) expect((await one.get('/iclock/getrequest')).status).toBe(401);
    await device.poll();
    await silence('MOVE-2');
    for (let n = 0; n < 3; n++) expect((await foreign.get('/iclock/getrequest')).status).toBe(401);
    expect((await new Impostor('MOVE-2', '127.0.0.4').get('/iclock/getrequest')).status).toBe(401);
    expect((await view('MOVE-2')).addresses).toEqual(['127.0.0.1']);
    // The device is online again, so no newcomer may take its place.
    await device.poll();
    for (let n = 0; n < 3; n++) expect((await impostor.get('/iclock/getrequest')).status).toBe(401);
  });

  it('is known by the token of its last session as well', async () => {
    const device = await approved(app, 'MOVE-3');
    const code = await registryCode(device, 'DeviceType=acc,LockCount=1');
    const session = sessionIn((await device.post('/iclock/push')).text);
    const token = createHash('md5').update(`${code}MOVE-3${session}`).digest('hex');
    await silence('MOVE-3');
    const moved = new Impostor('MOVE-3', other);
    expect((await moved.get('/iclock/getrequest')).status).toBe(401);
    const poll = () => moved.get('/iclock/getrequest', { headers: { Cookie: `token=${token}` } });
    await expect.poll(async () => (await poll()).status, { timeout: 60_000 }).toBe(200);
  });

  it('an attendance terminal is told to keep its data, and is accepted by its options', async () => {
    const device = await approved(app, 'MOVE-4');
    expect((await device.get('/iclock/cdata?options=all&pushver=2.4.1')).text).toMatch(/^GET OPTION FROM: MOVE-4\n/);
    const options = '~DeviceName=F22/ID,MAC=00:17:61:c8:ec:17,UserCount=0';
    await device.post('/iclock/cdata?table=options', options);
    const moved = new Impostor('MOVE-4', other);
    expect((await moved.get('/iclock/cdata?options=all&pushver=2.4.1')).text).toContain('TransFlag=TransData\n');
    expect((await moved.post('/iclock/cdata?table=ATTLOG&Stamp=1', '7\t2026-03-02 08:30:00\t0\t1')).status).toBe(401);
    expect((await moved.post('/iclock/cdata?table=options', options)).status).toBe(401);
    await silence('MOVE-4');
    await expect
      .poll(async () => (await moved.post('/iclock/cdata?table=ATTLOG&Stamp=1', '7\t2026-03-02 08:30:00\t0\t1')).text, {
        timeout: 60_000,
      })
      .toBe('OK: 1');
    expect(await app.sql(`SELECT pin FROM event WHERE sn = 'MOVE-4' AND event_no < 20`)).toEqual([{ pin: '7' }]);
  });
});
