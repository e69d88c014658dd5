import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, startApp, type TestApp } from '../support/app.js';
import { quiet } from '../support/panels.js';
import { approved, RawDevice, registryCode } from '../support/raw-device.js';
import { setOnline } from './site.js';

let app: TestApp;
let panel: RawDevice;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' } });
});
afterAll(() => app.stop());

it('begins with a panel that has answered all, and a device that is away', async () => {
  await made('/areas', { code: 'yard', name: 'Yard' });
  await made('/areas', { code: 'shed', name: 'Shed', parentCode: 'yard' });
  panel = await controller('PANEL', { areaCode: 'shed' });
  await controller('FAR', {});
});

async function made(path: string, body: object) {
  const answer = await app.admin('POST', path, body);
  expect([path, answer.status, answer.text]).toEqual([path, 201, expect.anything()]);
  return answer.body as Record<string, string>;
}

/** A registered controller with two outputs that has answered all that it was asked. */
async function controller(sn: string, facts: object): Promise<RawDevice> {
  const device = await approved(app, sn);
  expect((await app.admin('PATCH', `/devices/${sn}`, facts)).status).toBe(200);
  await registryCode(device, `~DeviceName=${sn},MachineType=8,LockCount=1,ReaderCount=1,AuxOutCount=2`);
  await quiet(app, device);
  return device;
}

const read = async (path: string) => {
  const { status, body, text } = await app.admin('GET', path);
  expect([path, status, text]).toEqual([path, 200, expect.anything()]);
  return body;
};

describe('the list of devices', () => {
  const sns = async (query: string) =>
    ((await read(`/devices?${query}`)).items as { sn: string }[]).map(({ sn }) => sn);

  it('is narrowed by area with those in it, use, presence and whether they hold what they should', async () => {
    expect(await sns('areaCode=yard')).toEqual(['PANEL']);
    expect(await sns('areaCode=1')).toEqual(['FAR']);
    expect(await sns('areaCode=nowhere')).toEqual([]);
    expect(await sns('module=acc')).toEqual(['FAR', 'PANEL']);
    expect(await sns('module=ele')).toEqual([]);
    await setOnline(app, 'FAR', false);
    expect(await sns('online=true')).toEqual(['PANEL']);
    expect(await sns('online=false')).toEqual(['FAR']);
    expect([...(await sns('inSync=true')), ...(await sns('inSync=false'))].sort()).toEqual(['FAR', 'PANEL']);
    const inSync = await sns('inSync=true');
    expect((await read('/devices')).items.map((one: { sync: { inSync: boolean } }) => one.sync.inSync)).toEqual([
      inSync.includes('FAR'),
      inSync.includes('PANEL'),
    ]);
    for (const query of ['module=door', 'online=yes', 'inSync=1', 'with=all'])
      expect([query, (await app.admin('GET', `/devices?${query}`)).status]).toEqual([query, 400]);
  });

  it('has capabilities only where they are asked for', async () => {
    for (const { capabilities } of (await read('/devices')).items) expect(capabilities).toBeUndefined();
    const shown = (await read('/devices?with=capabilities&sort=-sn')).items[0];
    expect(shown.capabilities).toMatchObject({ LockCount: '1', AuxOutCount: '2' });
    expect((await read('/devices/PANEL')).capabilities).toEqual(shown.capabilities);
    expect((await read('/devices/PANEL?with=capabilities')).sn).toBe('PANEL');
  });
});

describe('what devices know of people', () => {
  it('begins with somebody who has a level', async () => {
    await made('/departments', { code: 'eng', name: 'Engineering' });
    const doorIds = ((await read('/doors')).items as { id: string }[]).map(({ id }) => id);
    await made('/access-levels', { id: 'hall', name: 'Hall', doorIds });
    await made('/persons', { pin: '71', name: 'Ada', deptCode: 'eng', accLevelIds: ['hall'] });
  });

  it('stands in the list of persons: bodies, and on how many devices they are', async () => {
    await expect.poll(async () => (await read('/devices/PANEL/sync')).items.length).toBeGreaterThan(0);
    expect((await read('/persons?q=Ada')).items).toMatchObject([{ pin: '71', bodies: 0, onDevices: 0 }]);
    await quiet(app, panel);
    await app.sql(
      `INSERT INTO bio_template (id, person_id, kind, bio_type, content, size, hash)
       SELECT 'b71', id, 'template', 1, '', 0, 'x' FROM person WHERE pin = '71'`,
    );
    await expect.poll(async () => (await read('/persons/71')).onDevices).toBe(1);
    expect((await read('/persons?q=Ada')).items).toMatchObject([{ pin: '71', bodies: 1, onDevices: 1 }]);
  });

  it('says of each row why it is not there, in a word and in a sentence, and finds rows by their state', async () => {
    const rows = (await read('/devices/FAR/sync')).items as { state: string; code: string; reason: string }[];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toMatchObject({ code: 'deviceAway', wanted: true });
      expect(row.reason).toBe('the device is away: it is given the row when it calls');
    }
    await app.sql(`UPDATE ledger SET failed = true, return_code = -18 WHERE sn = 'FAR' AND table_name = 'user'`);
    const failed = await read('/devices/FAR/sync?state=failed');
    expect(failed.items).toMatchObject([{ table: 'user', pin: '71', code: 'full', reason: 'the device is full' }]);
    expect((await read('/devices/FAR/sync?state=unsupported')).items).toEqual([]);
    expect((await read('/devices/FAR/sync')).items).toHaveLength(rows.length);
    expect((await app.admin('GET', '/devices/FAR/sync?state=odd')).status).toBe(400);
    expect((await read('/persons/71/devices')).items).toMatchObject([
      { sn: 'FAR', code: -18, reason: 'it refused the user: device is full' },
      { sn: 'PANEL', code: null },
    ]);
  });

  it('a level tells what gives it to people by itself', async () => {
    expect((await read('/access-levels/hall')).usedBy).toEqual([]);
    expect((await app.admin('PUT', '/departments/eng/levels', { levelIds: ['hall'] })).status).toBeLessThan(300);
    expect((await read('/access-levels/hall')).usedBy).toEqual([
      { kind: 'department', id: 'eng', name: 'Engineering' },
    ]);
    await made('/visitor-levels', { id: 'guests', name: 'Guests' });
    await app.admin('PATCH', '/settings', { visitorLevelIds: ['guests'] });
    expect((await read('/visitor-levels')).items).toMatchObject([
      { id: 'guests', usedBy: [{ kind: 'setting', id: 'visitorLevelIds', name: 'visitorLevelIds' }] },
    ]);
  });
});

describe('outputs', () => {
  const stateOf = async (id: string) => (await read(`/aux-outputs/${id}`)).state as { output: string; until: string };
  /** The device gets one command, and answers it or not. */
  async function carriesOut(code: number | null): Promise<void> {
    let line = '';
    await expect.poll(async () => (line = await panel.poll())).toMatch(/^C:\d+:CONTROL/);
    const id = /^C:(\d+):/.exec(line)?.[1] ?? '';
    if (code !== null) await panel.result(`ID=${id}&Return=${code}&CMD=CONTROL DEVICE`);
  }

  it('are unknown until a command of ours is acknowledged, and after a start of the device', async () => {
    const { items } = await read('/aux-outputs?sn=PANEL');
    const id = items[0].id as string;
    const act = (body: object) => app.admin('POST', '/aux-outputs/actions', { auxOutputIds: [id], ...body });
    expect(items).toMatchObject([{ state: { output: 'unknown', since: null } }, { state: { output: 'unknown' } }]);
    await act({ action: 'normalOpen' });
    expect((await stateOf(id)).output).toBe('unknown');
    await carriesOut(0);
    expect(await stateOf(id)).toMatchObject({ output: 'on', until: null });
    expect((await read('/aux-outputs?sn=PANEL')).items[1].state.output).toBe('unknown');
    await act({ action: 'open', seconds: 200 });
    await carriesOut(0);
    const pulse = await stateOf(id);
    expect([pulse.output, Date.parse(pulse.until) > Date.now()]).toEqual(['on', true]);
    await act({ action: 'close' });
    await carriesOut(0);
    expect(await stateOf(id)).toMatchObject({ output: 'off', until: null });
    await act({ action: 'normalOpen' });
    await carriesOut(-12);
    expect((await stateOf(id)).output).toBe('off');
    await act({ action: 'normalOpen' });
    await carriesOut(null);
    expect((await stateOf(id)).output).toBe('unknown');
    await app.sql(`UPDATE device SET registered_at = clock_timestamp() WHERE sn = 'PANEL'`);
    expect((await stateOf(id)).output).toBe('unknown');
  });

  it('are waited for in the address or in the body', async () => {
    const { items } = await read('/aux-outputs?sn=PANEL');
    for (const [path, body] of [
      ['/aux-outputs/actions?wait=0', {}],
      ['/aux-outputs/actions', { wait: 0 }],
    ] as const) {
      const answer = await app.admin('POST', path, { auxOutputIds: [items[1].id], action: 'close', ...body });
      expect(answer.status).toBe(200);
    }
    const order = { type: 'restart', wait: 0 };
    expect((await app.admin('POST', '/devices/PANEL/commands', order)).status).toBe(201);
    expect((await app.admin('POST', '/devices/PANEL/time?wait=0', {})).status).toBe(201);
    expect((await app.admin('POST', '/doors/actions?wait=21', { all: true, action: 'open' })).status).toBe(400);
  });

  it('and the commands of a device are found like all others, but for its serial number', async () => {
    const types = (await read('/devices/PANEL/commands?type=restart&actor=admin')).items as { type: string }[];
    expect(types.map(({ type }) => type)).toEqual(['restart']);
    const other = (await read('/doors?sn=FAR')).items[0].id as string;
    expect((await read(`/devices/PANEL/commands?doorId=${other}`)).items).toEqual([]);
    expect((await app.admin('GET', '/devices/PANEL/commands?sn=FAR')).status).toBe(400);
  });
});

describe('settings', () => {
  it('keep what is printed for visitors, and how long pictures are kept', async () => {
    expect(await read('/settings')).toMatchObject({
      retentionDays: 90,
      badge: { size: '62x100', photo: true, qr: true },
    });
    const change = { retentionDays: 60, badge: { size: 'a6', qr: false } };
    expect((await app.admin('PATCH', '/settings', change)).body).toMatchObject({
      retentionDays: 60,
      badge: { size: 'a6', photo: true, qr: false },
    });
    expect((await app.admin('PATCH', '/settings', { badge: { photo: false } })).body.badge).toEqual({
      size: 'a6',
      photo: false,
      qr: false,
    });
    for (const [field, body] of [
      ['retentionDays', { retentionDays: 0 }],
      ['badge.size', { badge: { size: 'a4' } }],
      ['badge.logo', { badge: { logo: true } }],
      ['badge', { badge: 'a6' }],
    ] as const) {
      const { status, body: problem } = await app.admin('PATCH', '/settings', body);
      expect([field, status, problem.errors?.[0]?.field]).toEqual([field, 400, field]);
    }
    expect((await app.admin('PATCH', '/settings', { retentionDays: null })).body.retentionDays).toBeNull();
  });
});

describe('If-Match', () => {
  const as = (version: string, method: string, path: string, body: object = {}) =>
    app.request(method, `/admin/v1${path}`, {
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${adminToken}`, 'if-match': version, 'content-type': 'application/json' },
    });
  const old = '"2001-01-01T00:00:00.000Z"';

  it('holds for what stands below a thing, whose view comes with the refusal', async () => {
    await made('/access-levels', { id: 'below', name: 'Below' });
    await made('/persons', { pin: '72', name: 'Bo' });
    const now = await read('/access-levels/below');
    for (const [method, path, body] of [
      ['PUT', '/access-levels/below/persons/72', {}],
      ['DELETE', '/access-levels/below/persons/72', {}],
      ['POST', '/access-levels/below/persons', { add: ['72'] }],
    ] as const) {
      const { status, body: problem } = await as(old, method, path, body);
      expect([path, status, problem.type, problem.current?.id]).toEqual([path, 412, 'urn:postern:changed', 'below']);
    }
    expect((await read('/access-levels/below/persons')).items).toEqual([]);
    const version = `"${String(now.updatedAt)}"`;
    expect((await as(version, 'PUT', '/access-levels/below/persons/72')).status).toBe(204);
    expect((await as(old, 'POST', '/persons/72/leave')).status).toBe(412);
    expect((await as('odd', 'POST', '/persons/72/leave')).status).toBe(400);
    expect((await as(old, 'PUT', '/persons/none/photo', { photo: 'AAAA' })).status).not.toBe(412);
  });
});

describe('a photo', () => {
  const noise = (side: number) =>
    sharp({
      create: {
        width: side,
        height: side,
        channels: 3,
        background: '#888888',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
      .jpeg()
      .toBuffer();

  it('is looked at without a person, and all its faults are told', async () => {
    const check = async (photo: Buffer) =>
      (await app.admin('POST', '/persons/photo-check', { photo: photo.toString('base64') })).body.faults as {
        code: string;
      }[];
    expect(await check(await noise(400))).toEqual([]);
    const flat = sharp({ create: { width: 100, height: 100, channels: 3, background: '#050505' } });
    const codes = (await check(await flat.jpeg().toBuffer())).map(({ code }) => code);
    expect(codes).toEqual(['photoTooSmall', 'photoTooDark', 'photoNotInColour', 'photoUnqualified', 'photoBlurred']);
    expect((await check(Buffer.from('no picture')))[0]?.code).toBe('photoInvalid');
    const bare = await app.request('POST', '/admin/v1/persons/photo-check', {
      body: await noise(400),
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'image/jpeg' },
    });
    expect(bare.body).toEqual({ faults: [] });
    expect((await app.admin('POST', '/persons/photo-check', {})).status).toBe(400);
  });
});

describe('erasing a person', () => {
  it('tells of each device whether it has confirmed', async () => {
    const erased = await app.admin('POST', '/persons/71/erase', { wait: 0 });
    expect([erased.status, erased.body.pin]).toEqual([200, '71']);
    // The panel has not called meanwhile; the other never had the row.
    expect(erased.body.items).toMatchObject([
      { sn: 'FAR', online: false },
      { sn: 'PANEL', online: true, state: 'leaving' },
    ]);
    expect((await app.admin('GET', '/persons/71')).status).toBe(404);
    expect((await app.admin('POST', '/persons/71/erase')).status).toBe(404);
  });

  it('waits for devices that are there', async () => {
    await made('/persons', { pin: '73', name: 'Cy', accLevelIds: ['hall'] });
    await quiet(app, panel);
    await expect.poll(async () => (await read('/persons/73')).onDevices).toBe(1);
    const asked = app.admin('POST', '/persons/73/erase', { wait: 20 });
    await expect.poll(async () => (await app.admin('GET', '/persons/73')).status).toBe(404);
    await quiet(app, panel);
    const items = (await asked).body.items as { sn: string; state: string }[];
    expect(items.find(({ sn }) => sn === 'PANEL')).toMatchObject({ state: 'gone' });
  });

  const signedIn = async (name: string, password: string): Promise<string> => {
    const session = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name, password, token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    return String(session.body.token);
  };
  const askedBy = async (token: string, method: string, path: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const { status, body } = await app.request(method, `/admin/v1${path}`, { headers });
    return [status, body?.type];
  };

  it('wants the password of an operator again', async () => {
    const token = await signedIn('admin', 'correct horse 1');
    const asked = (method: string, path: string) => askedBy(token, method, `/persons/7299${path}`);
    const refused = [403, 'urn:postern:confirm'];
    expect(await asked('POST', '/erase')).toEqual(refused);
    // The other way to do it asks for it, too; a deletion that keeps the history does not.
    expect(await asked('DELETE', '?history=erase')).toEqual(refused);
    expect(await asked('DELETE', '?x=1&history=keep&history=erase')).toEqual(refused);
    expect(await asked('DELETE', '?history=keep')).toEqual([404, 'urn:postern:personNotFound']);
  });

  it('wants the same for a visitor, and a permission that the reception does not have', async () => {
    const password = 'a long password';
    await made('/operators', { name: 'desk', role: 'reception', password });
    const desk = await signedIn('desk', password);
    const path = '/visitors/80007299';
    expect(await askedBy(desk, 'DELETE', `${path}?history=erase`)).toEqual([403, 'urn:postern:forbidden']);
    expect(await askedBy(desk, 'DELETE', `${path}?history=keep`)).toEqual([404, 'urn:postern:visitorNotFound']);
    const admin = await signedIn('admin', 'correct horse 1');
    expect(await askedBy(admin, 'DELETE', `${path}?history=erase`)).toEqual([403, 'urn:postern:confirm']);
  });
});

describe('a large import', () => {
  const csv = (lines: number) =>
    `pin,name,deptCode\n${Array.from({ length: lines }, (_, at) => `${800_000 + at},P${at},${at === 7 ? 'none' : '1'}`).join('\n')}\n`;
  const send = (text: string, query = '') =>
    app.request('POST', `/admin/v1/persons/import${query}`, {
      body: text,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'text/csv' },
    });
  const ended = async (id: string) => {
    await expect.poll(async () => (await read(`/imports/${id}`)).status, { timeout: 60_000 }).toBe('done');
    return read(`/imports/${id}`);
  };

  it('is answered at once, and tells how far it is', async () => {
    const tried = await send(csv(2_001), '?dryRun=true');
    expect([tried.status, tried.headers.get('location')]).toEqual([202, `/admin/v1/imports/${tried.body.id}`]);
    expect(tried.body).toMatchObject({ status: 'running', dryRun: true, rows: 2_001, total: 2_001, failed: 0 });
    expect(await ended(tried.body.id)).toMatchObject({ dryRun: true, added: 2_000, failed: 1, done: 2_001 });
    expect((await app.admin('GET', '/persons/800000')).status).toBe(404);

    const taken = await send(csv(2_001));
    expect(taken.status).toBe(202);
    expect(await ended(taken.body.id)).toMatchObject({
      ...{ dryRun: false, rows: 2_001, done: 2_001, added: 2_000, updated: 0, failed: 1 },
      errors: [{ line: 9, pin: '800007', field: 'deptCode' }],
      finishedAt: expect.stringMatching(/Z$/) as unknown,
    });
    expect((await read('/persons/802000')).name).toBe('P2000');
    expect((await app.admin('GET', '/imports/none')).status).toBe(404);
  });

  it('of a gateway that is gone is interrupted', async () => {
    await app.sql(
      `INSERT INTO person_import (id, actor, dry_run, total, result, seen_at)
       VALUES ('lost', 'x', false, 9, '{"rows": 9}', now() - interval '5 minutes')`,
    );
    expect(await read('/imports/lost')).toMatchObject({ status: 'interrupted', rows: 9, done: 0 });
  });
});
