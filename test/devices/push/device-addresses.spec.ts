import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice, registryCode, send } from '../../support/raw-device.js';
import { knownPanels, other, third, panel, firstContact } from './known-panels.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const { view, newcomers, codes, Impostor, registered } = knownPanels(() => app);

describe('the addresses of a device', () => {
  it('warn serves newcomers and reports them, off serves everybody', async () => {
    const device = await registered('MODE-W');
    expect((await app.admin('PATCH', '/devices/MODE-W', { addressMode: 'maybe' })).status).toBe(400);
    expect((await app.admin('PATCH', '/devices/MODE-W', { addressMode: 'warn' })).body.addressMode).toBe('warn');
    const elsewhere = new Impostor('MODE-W', other);
    await expect.poll(async () => (await elsewhere.get('/iclock/getrequest')).status).toBe(200);
    expect(await codes('MODE-W')).toEqual({ alerts: ['newcomer'], warnings: ['newcomer'] });
    await app.admin('PATCH', '/devices/MODE-W', { addressMode: 'off' });
    expect((await new Impostor('MODE-W', third).get('/iclock/getrequest')).status).toBe(200);
    expect((await newcomers('MODE-W')).map(({ address }) => address)).toEqual([other]);
    // Once the mode is on again, the device is bound to the address of its next call.
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

  it('that are given to a device are no longer those of newcomers', async () => {
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

  it('are followed by a comparison when they change: another caller may have answered in its place', async () => {
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
    // The next address that calls is bound.
    await patch({ addresses: [] });
    await app.sql(`UPDATE device SET verify_due = false WHERE sn = 'HAND-3'`);
    await expect.poll(async () => (await device.get('/iclock/getrequest')).status).toBe(200);
    expect(await isDoubted()).toBe(true);
    // Meanwhile any address was served.
    await patch({ addressMode: 'warn' });
    await app.sql(`UPDATE device SET verify_due = false, bound_at = clock_timestamp() WHERE sn = 'HAND-3'`);
    await patch({ addressMode: 'pin' });
    expect(await isDoubted()).toBe(true);
  });

  it('of a device that waited are where it was seen; a replacement brings its own', async () => {
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
