import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileLinkService } from '../../../src/modules/file/file-links.service.js';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { PresenceService } from '../../../src/devices/push/presence.service.js';
import { startApp, type Answer, type TestApp } from '../../support/app.js';
import {
  approved,
  brief,
  RawDevice,
  registryCode,
  send,
  sessionIn,
  type RawRequest,
} from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const other = '127.0.0.2';
const third = '127.0.0.3';
const panel = 'DeviceType=acc,~DeviceName=C3-400,MAC=00:17:61:aa:bb:cc,FirmVer=Ver 1.2,LockCount=4,ReaderCount=4';
const firstContact = '/iclock/cdata?pushver=3.0.1&options=all';

const view = async (sn: string): Promise<Answer['body']> => (await app.admin('GET', `/devices/${sn}`)).body;
const newcomers = async (sn: string) =>
  (await app.admin('GET', `/devices/${sn}/newcomers`)).body.items as Record<string, unknown>[];
const codes = async (sn: string) => {
  const { alerts, warnings } = (await view(sn)) as Record<string, { code?: string }[]>;
  const of = (all: { code?: string }[] = []) => all.map(({ code }) => code).filter((code) => code !== undefined);
  return { alerts: of(alerts), warnings: of(warnings) };
};

/** The same number, called from another address. */
class Impostor extends RawDevice {
  constructor(
    sn: string,
    private readonly address: string,
  ) {
    super(app, sn);
  }

  override get(path: string, options: RawRequest = {}) {
    return super.get(path, { ...options, from: this.address });
  }

  override post(path: string, body: string | Buffer = '', options: RawRequest = {}) {
    return super.post(path, body, { ...options, from: this.address });
  }
}

async function registered(sn: string, says = panel): Promise<RawDevice> {
  const device = await approved(app, sn);
  expect(await brief(device.get(firstContact))).toEqual([200, 'OK']);
  await registryCode(device, says);
  return device;
}

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

/** Away for longer than makes it offline; the gateway has listened for longer than that. */
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

  it('and the device in turns are told of as two of it', async () => {
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
        { timeout: 10_000 },
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
      .poll(async () => (await app.admin('GET', '/devices/PIN-4/verifications')).body.items.length, { timeout: 15_000 })
      .toBeGreaterThan(0);
  });
});

describe('a device with a new address', () => {
  it('is let in by itself once the old one is silent, where it registers as it did; then it is compared', async () => {
    await registered('MOVE-1');
    const moved = new Impostor('MOVE-1', other);
    expect(await brief(moved.post('/iclock/registry', panel))).toEqual([406, '406']);
    await silence('MOVE-1');
    expect(await newcomers('MOVE-1')).toMatchObject([
      { address: other, mac: '00:17:61:aa:bb:cc', model: 'C3-400', sameRegistration: true },
    ]);
    await expect.poll(async () => (await moved.get(firstContact)).text, { timeout: 10_000 }).toMatch(/^registry=ok/);
    expect(await view('MOVE-1')).toMatchObject({ addresses: [other], address: other, online: true });
    expect(await codes('MOVE-1')).toEqual({ alerts: ['newcomer', 'newAddress'], warnings: ['newAddress'] });
    await expect
      .poll(async () => (await app.admin('GET', '/devices/MOVE-1/verifications')).body.items, { timeout: 15_000 })
      .toMatchObject([{ status: 'running' }]);
    expect((await view('MOVE-1')).sync).toMatchObject({
      inSync: false,
      reason: 'it calls from a new address: what it holds is being compared',
    });
    expect((await new RawDevice(app, 'MOVE-1').get('/iclock/getrequest')).status).toBe(401);
  });

  it('stays held where it registers as another, says nothing, or the device is there', async () => {
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
    // It is online again, so no newcomer takes its place.
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
    await expect.poll(async () => (await poll()).status, { timeout: 10_000 }).toBe(200);
  });

  it('a terminal for attendance is told to keep what it has, and let in by what its options tell', async () => {
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
        timeout: 10_000,
      })
      .toBe('OK: 1');
    expect(await app.sql(`SELECT pin FROM event WHERE sn = 'MOVE-4' AND event_no < 20`)).toEqual([{ pin: '7' }]);
  });
});

describe('the addresses of a device', () => {
  it('warn serves newcomers and tells of them, off serves everybody', async () => {
    const device = await registered('MODE-W');
    expect((await app.admin('PATCH', '/devices/MODE-W', { addressMode: 'maybe' })).status).toBe(400);
    expect((await app.admin('PATCH', '/devices/MODE-W', { addressMode: 'warn' })).body.addressMode).toBe('warn');
    const elsewhere = new Impostor('MODE-W', other);
    await expect.poll(async () => (await elsewhere.get('/iclock/getrequest')).status).toBe(200);
    expect(await codes('MODE-W')).toEqual({ alerts: ['newcomer'], warnings: ['newcomer'] });
    await app.admin('PATCH', '/devices/MODE-W', { addressMode: 'off' });
    expect((await new Impostor('MODE-W', third).get('/iclock/getrequest')).status).toBe(200);
    expect((await newcomers('MODE-W')).map(({ address }) => address)).toEqual([other]);
    // On again, it is bound to where it calls from next.
    expect((await app.admin('PATCH', '/devices/MODE-W', { addressMode: 'pin' })).body.addresses).toEqual([]);
    await expect.poll(async () => (await elsewhere.get('/iclock/getrequest')).status).toBe(200);
    await expect.poll(async () => (await device.get('/iclock/getrequest')).status).toBe(401);
  });

  it('are set by hand, networks among them', async () => {
    const device = await registered('HAND-1');
    expect((await app.admin('PATCH', '/devices/HAND-1', { addresses: ['10.0.0.0/33'] })).body.errors).toMatchObject([
      { field: 'addresses' },
    ]);
    const patched = await app.admin('PATCH', '/devices/HAND-1', { addresses: ['::ffff:10.1.2.3', '127.0.0.2/31'] });
    expect(patched.body.addresses).toEqual(['10.1.2.3', '127.0.0.2/31']);
    await expect.poll(async () => (await device.get('/iclock/getrequest')).status).toBe(401);
    for (const address of [other, third]) {
      expect((await new Impostor('HAND-1', address).get('/iclock/getrequest')).status).toBe(200);
    }
  });

  it('that are given to a device make no newcomer of who called from them before', async () => {
    const device = await registered('GIVEN-1');
    const impostors = [other, third].map((address) => new Impostor('GIVEN-1', address));
    for (const impostor of impostors) expect((await impostor.get('/iclock/getrequest')).status).toBe(401);
    await expect.poll(async () => (await newcomers('GIVEN-1')).length).toBe(2);
    await app.admin('PATCH', '/devices/GIVEN-1', { addresses: ['127.0.0.1', '127.0.0.2/31'] });
    expect(await newcomers('GIVEN-1')).toEqual([]);
    expect((await codes('GIVEN-1')).warnings).not.toContain('newcomer');
    await app.admin('PATCH', '/devices/GIVEN-1', { addresses: [] });
    await expect.poll(async () => (await device.get('/iclock/getrequest')).status).toBe(200);
    await expect.poll(async () => (await view('GIVEN-1')).addresses).toEqual(['127.0.0.1']);
    expect(await newcomers('GIVEN-1')).toMatchObject([{ address: third }, { address: other }]);
    await app.admin('PATCH', '/devices/GIVEN-1', { addresses: [] });
    await expect.poll(async () => (await impostors[0]?.get('/iclock/getrequest'))?.status).toBe(200);
    await expect.poll(async () => (await newcomers('GIVEN-1')).map(({ address }) => address)).toEqual([third]);
  });

  it('are followed by a comparison when they change: whoever had them may have said yes in its place', async () => {
    const device = await registered('HAND-3');
    const patch = (change: object) => app.admin('PATCH', '/devices/HAND-3', change);
    const isDoubted = async () => {
      const [found] = await app.sql(`SELECT verify_due OR EXISTS (SELECT 1 FROM verification v WHERE v.sn = d.sn
        AND v.created_at >= d.bound_at) AS doubted FROM device d WHERE sn = 'HAND-3'`);
      return found?.doubted as boolean;
    };
    await patch({ addresses: ['127.0.0.1'] });
    expect(await isDoubted()).toBe(false);
    const moved = await patch({ addresses: [other] });
    expect(moved.body.sync).toMatchObject({
      inSync: false,
      reason: 'it calls from a new address: what it holds is being compared',
    });
    await app.sql(`UPDATE device SET verify_due = false WHERE sn = 'HAND-3'`);
    // The next one that calls is bound.
    await patch({ addresses: [] });
    await app.sql(`UPDATE device SET verify_due = false WHERE sn = 'HAND-3'`);
    await expect.poll(async () => (await device.get('/iclock/getrequest')).status).toBe(200);
    expect(await isDoubted()).toBe(true);
    // Everybody was served meanwhile.
    await patch({ addressMode: 'warn' });
    await app.sql(`UPDATE device SET verify_due = false, bound_at = clock_timestamp() WHERE sn = 'HAND-3'`);
    await patch({ addressMode: 'pin' });
    expect(await isDoubted()).toBe(true);
  });

  it('of one that waited is the address it was seen at; a replacement takes its own along', async () => {
    const first = new Impostor('WAITED-1', other);
    expect(await brief(first.get(firstContact))).toEqual([200, 'OK']);
    await first.post('/iclock/registry', panel);
    expect(await view('WAITED-1')).toMatchObject({ status: 'pending', type: 'C3-400', address: other, addresses: [] });
    expect((await app.admin('POST', '/devices/WAITED-1/approve', {})).body).toMatchObject({ addresses: [other] });
    expect((await new RawDevice(app, 'WAITED-1').get('/iclock/getrequest')).status).toBe(401);
    expect((await first.get('/iclock/getrequest')).status).toBe(200);
    const next = new Impostor('WAITED-2', third);
    await next.get(firstContact);
    await app.admin('PATCH', '/devices/WAITED-1', { addressMode: 'warn' });
    const replaced = await app.admin('POST', '/devices/WAITED-1/replace', { newSn: 'WAITED-2' });
    expect(replaced.body).toMatchObject({ addresses: [third], addressMode: 'warn' });
  });

  it('are those of the first call for one that was approved before it called, or by itself', async () => {
    await approved(app, 'BEFORE-1');
    expect((await view('BEFORE-1')).addresses).toEqual([]);
    expect((await new Impostor('BEFORE-1', other).get('/iclock/getrequest')).status).toBe(200);
    expect(await view('BEFORE-1')).toMatchObject({ addresses: [other] });
    expect((await new RawDevice(app, 'BEFORE-1').get('/iclock/getrequest')).status).toBe(401);
    const auto = await startApp({ env: { DEVICE_APPROVAL: 'auto' } });
    try {
      const call = (from: string) => send(auto.url, 'GET', '/iclock/getrequest?SN=AUTO-A', { from });
      expect((await call(other)).status).toBe(200);
      expect((await call('127.0.0.1')).status).toBe(401);
    } finally {
      await auto.stop();
    }
  });

  it('are the same at every gateway', async () => {
    const device = await registered('BOTH-1');
    const beside = await startApp({ databaseUrl: app.databaseUrl });
    try {
      const there = (from?: string) =>
        send(beside.url, 'GET', '/iclock/getrequest?SN=BOTH-1', from === undefined ? {} : { from });
      expect((await there(other)).status).toBe(401);
      expect((await there()).status).toBe(200);
      await app.admin('POST', '/devices/BOTH-1/newcomers/admit', { address: other });
      await expect.poll(async () => (await there(other)).status).toBe(200);
      await expect.poll(async () => (await there()).status).toBe(401);
      expect((await device.get('/iclock/getrequest')).status).toBe(401);
    } finally {
      await beside.stop();
    }
  });
});

describe('where tokens are demanded', () => {
  it('the registry code goes to the own address, and elsewhere only while an operator lets it', async () => {
    const device = await approved(app, 'WINDOW-1');
    const code = await registryCode(device, panel);
    await app.sql(`UPDATE device SET token_matches = 20 WHERE sn = 'WINDOW-1'`);
    await app.admin('PATCH', '/devices/WINDOW-1', { tokenMode: 'enforce', addressMode: 'off' });
    const elsewhere = new Impostor('WINDOW-1', other);
    await expect.poll(() => brief(elsewhere.post('/iclock/registry', panel))).toEqual([406, '406']);
    expect(await registryCode(device, panel)).toBe(code);
    const open = await app.admin('POST', '/devices/WINDOW-1/registration-window', { minutes: 5 });
    expect(Date.parse(open.body.registrationUntil)).toBeGreaterThan(Date.now());
    await expect.poll(() => brief(elsewhere.post('/iclock/registry', panel))).toEqual([200, `RegistryCode=${code}`]);
    await app.admin('POST', '/devices/WINDOW-1/registration-window', { minutes: 0 });
    await expect.poll(() => brief(elsewhere.post('/iclock/registry', panel))).toEqual([406, '406']);
  });
});
