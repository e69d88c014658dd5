import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventSnapshotService } from '../../../src/outbound/snapshot/event-snapshot.service.js';
import { PeriodicJobService } from '../../../src/platform/schedule/periodic-job.service.js';
import { deviceWithDoors } from '../../admin/site.js';
import { adminToken, startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';
import { onvifPassword, onvifUser, startOnvifDouble, type OnvifDouble } from '../../support/onvif-double.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';

const patience = { timeout: 60_000 };

let app: TestApp;
let onvif: OnvifDouble;

beforeAll(async () => {
  [app, onvif] = await Promise.all([
    startApp({ env: { ADMIN_PASSWORD: 'correct horse 1', WEBHOOK_ALLOW_PRIVATE: 'true' } }),
    startOnvifDouble(),
  ]);
  await deviceWithDoors(app, 'CAM-PANEL', 2);
  await made('/recorders', {
    ...{ id: 'nvr', name: 'Cellar', make: 'onvif', host: '127.0.0.1', port: onvif.port },
    ...{ userName: onvifUser, password: onvifPassword },
  });
  await made('/recorders', {
    ...{
      id: 'hik',
      name: 'Attic',
      make: 'hikvision',
      host: '127.0.0.9',
      port: 9,
      userName: 'admin',
      password: 'Secret/1',
    },
    ...{ viewerName: 'viewer', viewerPassword: 'look' },
  });
  await made('/cameras', { id: 'roof', name: 'Roof', recorderId: 'hik', doorIds: ['CAM-PANEL-1'] });
});
afterAll(async () => {
  await app.stop();
  await onvif.stop();
});
beforeEach(() => {
  onvif.instead = null;
  onvif.recordings.length = 0;
});

async function made(path: string, body: object) {
  const answer = await app.admin('POST', path, body);
  expect([path, answer.status, answer.body]).toEqual([path, 201, expect.anything()]);
  return answer.body;
}

const ivs = (call: string, query: Record<string, string> = {}) =>
  app.api('GET', `/api/ivsDevice/${call}?${new URLSearchParams(query).toString()}`);
const page = { pageNo: '1', pageSize: '10' };

describe('recorders', () => {
  it('are made, shown without passwords, changed and removed', async () => {
    const body = await made('/recorders', { id: 'other', name: 'Other', make: 'dahua', host: 'cam.site.test' });
    expect(body).toMatchObject({
      ...{ id: 'other', port: 80, rtspPort: 554, https: false, hasPassword: false, areaCode: '1' },
      ...{ timeZone: null, playbackClock: null },
    });
    const changes = { https: true, password: 'x y', timeZone: 'Asia/Tokyo', playbackClock: 'utc' };
    const { text, body: changed } = await app.admin('PATCH', '/recorders/other', changes);
    expect(changed).toMatchObject({ https: true, hasPassword: true, timeZone: 'Asia/Tokyo', playbackClock: 'utc' });
    expect(text).not.toContain('x y');
    const [row] = await app.sql<{ password: Buffer }>(`SELECT password FROM recorder WHERE id = 'other'`);
    expect(row?.password.toString('latin1')).not.toContain('x y');
    expect(JSON.stringify(await app.sql('SELECT detail FROM audit'))).not.toContain('x y');
    expect((await app.admin('GET', '/recorders?q=attic&sort=-name&count=true')).body).toMatchObject({
      ...{ total: 1, items: [{ id: 'hik' }] },
    });
    expect((await app.admin('DELETE', '/recorders/other')).status).toBe(204);
    expect((await app.admin('GET', '/recorders/other')).status).toBe(404);
  });

  it.each<[string, string, object, number, string]>([
    ['a make that is not there', '', { name: 'X', make: 'sony', host: 'a' }, 400, 'make'],
    ['a host with a path', '', { name: 'X', make: 'onvif', host: 'a/b' }, 400, 'host'],
    ['a port that is none', '', { name: 'X', make: 'onvif', host: 'a', port: 70_000 }, 400, 'port'],
    ['a zone that is not there', '', { name: 'X', make: 'onvif', host: 'a', timeZone: 'Mars/Sea' }, 400, 'timeZone'],
    ['an area that is not there', '', { name: 'X', make: 'onvif', host: 'a', areaCode: 'no' }, 400, 'areaCode'],
    ['a name that is taken', '', { name: 'Attic', make: 'onvif', host: 'a' }, 409, 'name'],
    ['an id that is taken', '', { id: 'hik', name: 'X', make: 'onvif', host: 'a' }, 409, 'id'],
    ['another host for the old password', '/hik', { host: '10.9.9.9' }, 400, 'password'],
  ])('%s is refused', async (_what, path, body, status, field) => {
    const answer = await app.admin(path === '' ? 'POST' : 'PATCH', `/recorders${path}`, body);
    expect([answer.status, answer.body.errors]).toMatchObject([status, [{ field }]]);
  });

  it('are looked for, and show whether they answer', async () => {
    const closed = createServer();
    const port = await new Promise<number>((listening) => {
      closed.listen(0, '127.0.0.1', () => listening((closed.address() as { port: number }).port));
    });
    await new Promise((done) => closed.close(done));
    await made('/recorders', { id: 'away', name: 'Away', make: 'onvif', host: '127.0.0.1', port });
    await app.sql(`UPDATE recorder SET checked_at = NULL WHERE id IN ('nvr', 'away')`);
    await app.sql(`UPDATE recorder SET checked_at = now() + interval '1 hour' WHERE id = 'hik'`);
    const job = app.app.get(PeriodicJobService).jobs.find(({ options }) => options.name === 'recorders');
    await job?.run();
    const shown = async (id: string) => (await app.admin('GET', `/recorders/${id}`)).body;
    await vi.waitFor(async () => {
      expect(await shown('nvr')).toMatchObject({ online: true, fault: null, onlineSince: expect.any(String) });
      expect(await shown('away')).toMatchObject({ online: false, fault: expect.stringContaining('ECONNREFUSED') });
    }, patience);
    const all = (await ivs('getParentDevList', page)).body.data.data as { id: string; status: string }[];
    expect(all.map(({ id, status }) => `${id} ${status}`)).toEqual(expect.arrayContaining(['away 0', 'nvr 1']));
    await app.admin('DELETE', '/recorders/away');
  });
});

describe('cameras', () => {
  it('are made at the next channel, linked to doors, changed and removed', async () => {
    const facts = { name: 'Lobby', recorderId: 'hik', doorIds: ['CAM-PANEL-2'] };
    const body = await made('/cameras', facts);
    expect(body).toMatchObject({ ...facts, channel: 2, type: 'DOME', mainUri: null });
    const id = body.id as string;
    expect((await app.admin('GET', '/cameras?recorderId=hik&q=lob&count=true')).body).toMatchObject({
      ...{ total: 1, items: [{ id }] },
    });
    const changes = { type: 'BULLET', channel: 5, doorIds: [], snapshotUri: '/jpg' };
    expect((await app.admin('PATCH', `/cameras/${id}`, changes)).body).toMatchObject(changes);
    expect((await app.admin('DELETE', `/cameras/${id}`)).status).toBe(204);
    expect((await app.admin('GET', `/cameras/${id}`)).status).toBe(404);
  });

  it.each<[string, object, number, string]>([
    ['a recorder that is not there', { name: 'X', recorderId: 'no' }, 400, 'recorderId'],
    ['a door that is not there', { name: 'X', recorderId: 'hik', doorIds: ['no'] }, 400, 'doorIds'],
    ['a channel that is taken', { name: 'X', recorderId: 'hik', channel: 1 }, 409, 'channel'],
    ['an account in an address', { name: 'X', recorderId: 'hik', mainUri: 'rtsp://a:b@c/d' }, 400, 'mainUri'],
    ['a type in small letters', { name: 'X', recorderId: 'hik', type: 'dome' }, 400, 'type'],
  ])('%s is refused', async (_what, body, status, field) => {
    const answer = await app.admin('POST', '/cameras', body);
    expect([answer.status, answer.body.errors]).toMatchObject([status, [{ field }]]);
  });
});

describe('by ONVIF', () => {
  it('the channels of a recorder become cameras, and a second time their addresses alone are new', async () => {
    const found = await app.admin('POST', '/recorders/nvr/discover');
    expect([found.status, found.body]).toEqual([200, { channels: 2, added: 2 }]);

    expect((await app.admin('POST', '/recorders/nvr/discover')).body).toEqual({ channels: 2, added: 0 });
    const { items } = (await app.admin('GET', '/cameras?recorderId=nvr&sort=channel')).body;
    expect(items).toMatchObject([
      {
        ...{ name: 'Gate north', channel: 1 },
        mainUri: 'rtsp://10.99.99.99:8554/live/Profile_1?transport=tcp&x=1',
        subUri: 'rtsp://10.99.99.99:8554/live/Profile_2?transport=tcp&x=1',
        snapshotUri: 'http://10.99.99.99:8899/snapshot/Profile_1',
      },
      { name: 'Loading bay', channel: 2 },
    ]);
    // What a recorder tells of accounts is not for everybody who sees its cameras.
    expect(JSON.stringify(await app.sql('SELECT * FROM camera'))).not.toContain('t0ld');
    // The recorder says where it is in its own network. The addresses lead where the operator said.
    const { items: streams } = (await app.admin('GET', `/cameras/${items[0].id}/streams`)).body;
    const password = 'Onv1f%20%22pass%22%20%26%20more';
    expect(streams).toEqual([
      { stream: 'main', url: `rtsp://admin:${password}@127.0.0.1:8554/live/Profile_1?transport=tcp&x=1` },
      { stream: 'sub', url: `rtsp://admin:${password}@127.0.0.1:8554/live/Profile_2?transport=tcp&x=1` },
    ]);
  });

  it.each<[string, string, (send: (status: number, body: string) => void) => void, RegExp]>([
    ['entities', 'deviceOffline', (send) => send(200, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), /declares entities/],
    ['something else', 'deviceOffline', (send) => send(200, '<html><body>Hello</body></html>'), /./],
    ['the wrong answer', 'deviceOffline', (send) => send(200, '<Envelope><Body><Other/></Body></Envelope>'), /./],
    ['a megabyte and more', 'deviceOffline', (send) => send(200, 'x'.repeat(1_200_000)), /larger than/],
    ['a refusal', 'deviceOffline', (send) => send(401, ''), /user name or the password/],
  ])('a recorder that sends %s is refused', async (_what, code, instead, reason) => {
    onvif.instead = (_call, response) => instead((status, body) => response.writeHead(status).end(body));
    const { status, body } = await app.admin('POST', '/recorders/nvr/discover');
    expect([status, body.code ?? code, body.detail]).toEqual([409, expect.anything(), expect.stringMatching(reason)]);
    expect((await app.admin('GET', '/recorders/nvr')).status).toBe(200);
  });
});

/** It answers, and has no service of recordings. */
const withoutRecordings: typeof onvif.instead = (call, response) =>
  call.startsWith('GetSystem') || call === 'GetServices'
    ? response.end(
        '<Envelope><Body><GetServicesResponse><Service><Namespace>http://www.onvif.org/ver10/media/wsdl</Namespace>' +
          '<XAddr>http://a/m</XAddr></Service><Service><Namespace>http://www.onvif.org/ver10/device/wsdl</Namespace>' +
          '<XAddr>http://a/d</XAddr></Service></GetServicesResponse><GetSystemDateAndTimeResponse>' +
          '<SystemDateAndTime/></GetSystemDateAndTimeResponse></Body></Envelope>',
      )
    : response.destroy();

describe('the calls of ivsDevice', () => {
  const gate = async () => (await app.admin('GET', '/cameras?recorderId=nvr&sort=channel')).body.items[0].id as string;

  it('getParentDevList has no password', async () => {
    const { body, text } = await ivs('getParentDevList', page);
    expect(body).toMatchObject({ code: 0, data: { page: 0, size: 10, total: 2, offset: 0, lastPage: true } });
    expect(body.data.data).toContainEqual({
      ...{ id: 'hik', ip: '127.0.0.9', status: '0', userName: 'admin', passWord: '', port: '9', type: '1' },
    });
    expect(text).not.toMatch(/Secret|Onv1f/);
    expect((await ivs('getParentDevList')).body.code).toBe(-92);
    expect((await ivs('getParentDevList', { ...page, pageSize: '0' })).body.code).toBe(-90);
    expect((await ivs('getParentDevList', { ...page, pageSize: '1001' })).body.code).toBe(-91);
  });

  it('getDevList has the cameras of a recorder', async () => {
    expect((await ivs('getDevList', { ...page, parentId: 'hik' })).body.data).toMatchObject({
      total: 1,
      data: [
        {
          ...{ id: 'roof', cameraName: 'Roof', cameraType: 'DOME', status: '0', channel: '1', parentType: '1' },
          ...{ channelCode: 'hik-1', vidParentDeviceId: 'hik', channelId: 'roof' },
        },
      ],
    });
    expect((await ivs('getDevList', { ...page, '[parentId]': 'hik' })).body.data.total).toBe(1);
    expect((await ivs('getDevList', { ...page, parentId: '[hik]' })).body.data.total).toBe(1);
    expect((await ivs('getDevList', { ...page, parentId: 'none' })).body.code).toBe(-102);
    expect((await ivs('getDevList', { parentId: 'hik' })).body.code).toBe(-92);
    expect((await ivs('getDevList', { ...page, parentId: 'hik', pageSize: '0' })).body.code).toBe(-90);
    expect((await ivs('getDevList', { ...page, parentId: 'hik', pageSize: '1001' })).body.code).toBe(-91);
  });

  it('getDeviceRtsp has the account that may only watch', async () => {
    const begin = 'rtsp://viewer:look@127.0.0.9:554/Streaming/Channels';
    expect((await ivs('getDeviceRtsp', { channelId: 'roof', rtspType: '0' })).body.data).toEqual({
      resultCode: '0',
      content: {
        rtspUrls: [
          { rtspUrl: `${begin}/101`, type: 1, parentType: 1 },
          { rtspUrl: `${begin}/102`, type: 2, parentType: 1 },
        ],
      },
    });
    const sub = (await ivs('getDeviceRtsp', { channelId: 'roof', rtspType: '2' })).body;
    expect(sub.data.content.rtspUrls).toEqual([{ rtspUrl: `${begin}/102`, type: 2, parentType: 1 }]);
    expect((await ivs('getDeviceRtsp', { channelId: 'none', rtspType: '1' })).body.code).toBe(-102);
    expect((await ivs('getDeviceRtsp', { channelId: 'roof', rtspType: '3' })).body.code).toBe(-1);
    await made('/recorders', { id: 'bare', name: 'Bare', make: 'generic', host: '10.1.1.2' });
    await made('/cameras', { id: 'bare-1', name: 'Bare', recorderId: 'bare' });
    expect((await ivs('getDeviceRtsp', { channelId: 'bare-1', rtspType: '1' })).body.code).toBe(-104);
    await app.admin('DELETE', '/recorders/bare');
  });

  it('getVideoList has what was recorded, by the clock of the site', async () => {
    const span = { startTime: '2026-07-01 10:00:00', endTime: '2026-07-01 12:00:00' };
    const channelId = await gate();
    onvif.recordings.push(
      {
        ...{ token: 'R1', source: 'VideoSource_1', from: '2026-06-01T00:00:00Z', to: '2026-07-01T09:30:00Z' },
        states: [
          ['2026-07-01T07:00:00Z', true],
          ['2026-07-01T08:15:00Z', false],
          ['2026-07-01T09:00:00Z', true],
        ],
      },
      { token: 'R2', source: 'VideoSource_2', from: '2026-06-01T00:00:00Z', to: '2026-07-02T00:00:00Z', states: null },
    );
    expect((await ivs('getVideoList', { channelId, ...span })).body.data).toEqual({
      videoItemList: [
        { startTime: '2026-07-01 10:00:00', endTime: '2026-07-01 10:15:00', type: 'PLAN' },
        { startTime: '2026-07-01 11:00:00', endTime: '2026-07-01 11:30:00', type: 'PLAN' },
      ],
    });
    // A recorder that tells no gaps has one piece.
    onvif.recordings.splice(0, 1, {
      ...{ token: 'R1', source: 'VideoSource_1', from: '2026-06-01T00:00:00Z', to: '2026-07-01T09:30:00Z' },
      states: null,
    });
    expect((await ivs('getVideoList', { channelId, ...span })).body.data.videoItemList).toEqual([
      { startTime: '2026-07-01 10:00:00', endTime: '2026-07-01 11:30:00', type: 'PLAN' },
    ]);
    onvif.recordings.length = 0;
    expect((await ivs('getVideoList', { channelId, ...span })).body.data).toEqual({ videoItemList: [] });
    expect((await ivs('getVideoList', { channelId, ...span, endTime: '2026-07-01 09:00:00' })).body.code).toBe(-101);
    expect((await ivs('getVideoList', { channelId, ...span, startTime: 'soon' })).body.code).toBe(-100);
    expect((await ivs('getVideoList', { channelId, startTime: span.startTime })).body.code).toBe(-100);
    expect((await ivs('getVideoList', { ...span, channelId: 'none' })).body.code).toBe(-102);
    onvif.instead = (_call, response) => response.destroy();
    expect((await ivs('getVideoList', { channelId, ...span })).body.code).toBe(-103);
    onvif.instead = withoutRecordings;
    expect((await ivs('getVideoList', { channelId, ...span })).body.code).toBe(-104);
  });

  it('getRtspPlayBack has the addresses of a make, or asks the recorder', async () => {
    const span = { startTime: '2026-07-01 10:00:00', endTime: '2026-07-01 10:30:00' };
    const query = '?starttime=20260701T100000Z&endtime=20260701T103000Z';
    const begin = 'rtsp://viewer:look@127.0.0.9:554/Streaming/tracks';
    expect((await ivs('getRtspPlayBack', { channelId: 'roof', ...span })).body.data).toEqual({
      ...{ passWord: '', userName: 'viewer', type: '1', vidParentDeviceId: 'hik', channelCode: 'hik-1' },
      rtspUrl: `${begin}/101${query}`,
      rtspUrls: [
        { rtspUrl: `${begin}/101${query}`, type: 1 },
        { rtspUrl: `${begin}/102${query}`, type: 2 },
      ],
    });
    const channelId = await gate();
    expect((await ivs('getRtspPlayBack', { channelId, ...span })).body.code).toBe(-101);
    const recording = {
      token: 'R1',
      source: 'VideoSource_1',
      from: '2026-06-01T00:00:00Z',
      to: '2026-07-02T00:00:00Z',
    };
    onvif.recordings.push({ ...recording, states: null });
    const { rtspUrls } = (await ivs('getRtspPlayBack', { channelId, ...span })).body.data;
    expect(rtspUrls).toEqual([
      { rtspUrl: 'rtsp://admin:Onv1f%20%22pass%22%20%26%20more@127.0.0.1:8554/replay/R1', type: 1 },
    ]);
    expect((await ivs('getRtspPlayBack', { channelId: 'none', ...span })).body.code).toBe(-102);
    expect((await ivs('getRtspPlayBack', { channelId, ...span, endTime: '' })).body.code).toBe(-100);
    onvif.instead = (_call, response) => response.destroy();
    expect((await ivs('getRtspPlayBack', { channelId, ...span })).body.code).toBe(-103);
    onvif.instead = withoutRecordings;
    expect((await ivs('getRtspPlayBack', { channelId, ...span })).body.code).toBe(-104);
  });

  it('setPushSetting posts the alarms of cameras, with the codes that it names', async () => {
    const receiver = await WebhookReceiver.start();
    const set = (query: Record<string, string>) => ivs('setPushSetting', query);
    expect((await set({ alarmCodes: '1' })).body.code).toBe(-1);
    expect((await set({ pushAddress: 'http://169.254.169.254/x' })).body.code).toBe(-1);
    expect((await set({ pushAddress: 'http://10.0.0.9/first' })).body).toEqual({
      code: 0,
      message: 'success',
      data: null,
    });
    expect((await set({ pushAddress: receiver.url, alarmCodes: 'VMD,tamper' })).body.code).toBe(0);
    const { items } = (await app.admin('GET', '/webhooks')).body;
    expect(items).toMatchObject([
      { id: 'ivs-push', url: receiver.url, types: ['camera.alarm'], alarmCodes: ['VMD', 'tamper'], status: 'active' },
    ]);
    await made('/cameras/roof/alarms', { code: 'other' });
    const at = '2026-07-01T08:00:00.000Z';
    const told = await made('/cameras/roof/alarms', { code: 'VMD', text: 'Motion', time: '2026-07-01 10:00' });
    const alarm = { cameraId: 'roof', doorId: 'CAM-PANEL-1', code: 'VMD', state: 'begin', text: 'Motion', at };
    expect(told).toEqual(alarm);
    await vi.waitFor(() => expect(receiver.all.length).toBeGreaterThan(0), patience);
    expect(receiver.all.map(({ body }) => body)).toMatchObject([
      {
        ...{ type: 'camera.alarm', subject: 'camera/roof', time: at },
        data: { ...alarm, camera: 'Roof', channel: 1, recorderId: 'hik' },
      },
    ]);
    // The console has it among its alarms, until the camera says that it is over and somebody has seen it.
    const alarms = async () => (await app.admin('GET', '/alarms?kind=camera')).body.items;
    const shown = { kind: 'camera', code: 'VMD', sn: 'CAM-PANEL', doorId: 'CAM-PANEL-1' };
    await vi.waitFor(
      async () => expect(await alarms()).toContainEqual(expect.objectContaining({ ...shown, active: true })),
      patience,
    );
    await made('/cameras/roof/alarms', { code: 'VMD', state: 'end' });
    await vi.waitFor(
      async () => expect(await alarms()).toContainEqual(expect.objectContaining({ ...shown, active: false })),
      patience,
    );
    expect((await app.admin('POST', '/cameras/none/alarms', { code: 'VMD' })).status).toBe(404);
    expect((await app.admin('POST', '/cameras/roof/alarms', { code: 'a,b' })).status).toBe(400);
    await app.admin('DELETE', '/webhooks/ivs-push');
    await receiver.stop();
  });
});

describe('beside an event', () => {
  const now = () => new Date(Math.floor(Date.now() / 1_000) * 1_000);
  const clock = (at: Date) => at.toISOString().slice(0, 19).replace('T', ' ');
  let index = 500;

  async function event(fields: object, at = now()): Promise<string> {
    const usual = { sn: 'CAM-PANEL', doorId: 'CAM-PANEL-2', eventTime: clock(at), happenedAt: at, logId: ++index };
    await storeEvents(app, { ...usual, ...fields });
    const [row] = await app.sql<{ id: string }>(
      `SELECT replace(id::text, '-', '') AS id FROM event WHERE sn = 'CAM-PANEL' AND log_id = $1`,
      [index],
    );
    return row?.id ?? '';
  }

  it('stand a picture of the camera and the address of its recording', async () => {
    const { items: cameras } = (await app.admin('GET', '/cameras?recorderId=nvr&sort=channel')).body;
    const camera = cameras[0].id as string;
    const background = { r: 200, g: 30, b: 30 };
    onvif.picture = await sharp({ create: { width: 1_920, height: 1_080, channels: 3, background } })
      .jpeg()
      .toBuffer();
    await app.admin('PATCH', `/cameras/${camera}`, { doorIds: ['CAM-PANEL-2'] });
    const snapshots = app.app.get(EventSnapshotService);
    await snapshots.changed();

    const at = now();
    const id = await event({ pin: '57', eventNo: 0 }, at);
    await vi.waitFor(() => expect(snapshots.totals.taken).toBe(1), patience);
    const { items } = (await app.admin('GET', `/events/${id}/photos`)).body;
    expect(items).toMatchObject([{ kind: 'linkage', name: `Gate north ${clock(at)}`, video: '' }]);
    const photo = await fetch(`${app.url}/admin/v1/events/${id}/photo`, {
      headers: { authorization: `Bearer ${adminToken}` },
    });
    const { format, width } = await sharp(Buffer.from(await photo.arrayBuffer())).metadata();
    expect([format, width]).toEqual(['jpeg', 1_280]);

    // Old events, states of doors and other doors have none.
    await event({ pin: '58' }, new Date(now().getTime() - 120_000));
    await event({ pin: '', cardNo: '', eventNo: 200, eventLevel: 0 });
    await event({ pin: '59', doorId: null });
    onvif.picture = null;
    const failed = await event({ pin: '60' });
    await vi.waitFor(() => expect(snapshots.totals.failed).toBe(1), patience);
    expect(snapshots.totals).toEqual({ taken: 1, failed: 1, dropped: 0 });
    expect((await app.admin('GET', `/events/${failed}/photos`)).body.items).toEqual([]);

    const from = new Date(at.getTime() - 3_600_000).toISOString();
    const to = new Date(at.getTime() + 3_600_000).toISOString();
    onvif.recordings.push({ token: 'R9', source: 'VideoSource_1', from, to, states: null });
    expect((await app.admin('GET', `/events/${id}/video`)).body).toEqual({
      start: new Date(at.getTime() - 30_000).toISOString(),
      end: new Date(at.getTime() + 30_000).toISOString(),
      items: [
        {
          ...{ cameraId: camera, name: 'Gate north', fault: null },
          streams: [{ stream: 'main', url: 'rtsp://admin:Onv1f%20%22pass%22%20%26%20more@127.0.0.1:8554/replay/R9' }],
        },
      ],
    });
    // A token for events alone does not get into the recorder.
    const { token } = await made('/api-tokens', { name: 'events alone', scopes: ['admin:events'] });
    const asked = await app.request('GET', `/admin/v1/events/${id}/video`, {
      headers: { authorization: `Bearer ${String(token)}` },
    });
    expect(asked.body.items[0].streams).toEqual([{ stream: 'main', url: 'rtsp://127.0.0.1:8554/replay/R9' }]);
    onvif.instead = (_call, response) => response.destroy();
    expect((await app.admin('GET', `/events/${id}/video`)).body.items).toMatchObject([
      { cameraId: camera, streams: [], fault: expect.stringContaining('did not answer') },
    ]);
    expect((await app.admin('GET', `/events/${'0'.repeat(32)}/video`)).status).toBe(404);
    expect((await app.request('GET', '/metrics')).text).toContain('postern_camera_snapshots_total{result="taken"} 1');
  });

  it('or a picture of what it sees now', async () => {
    const { items: cameras } = (await app.admin('GET', '/cameras?recorderId=nvr&sort=channel')).body;
    const path = `/cameras/${cameras[0].id}/snapshot`;
    const { status, body } = await app.admin('GET', path);
    expect([status, body.detail]).toEqual([409, 'Gate north gave no picture: HTTP 404 instead of a picture']);
    onvif.picture = Buffer.from('no picture');
    expect((await app.admin('GET', path)).body.detail).toContain('is no JPEG or PNG');
    onvif.picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const good = await app.admin('GET', path);
    expect([good.status, good.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  });

  it('which many may look at, while few cameras are asked', async () => {
    const asked: ServerResponse[] = [];
    const slow = createHttpServer((_request, response) => asked.push(response));
    const port = await new Promise<number>((listening) => {
      slow.listen(0, '127.0.0.1', () => listening((slow.address() as AddressInfo).port));
    });
    await made('/recorders', { id: 'slow', name: 'Slow', make: 'generic', host: '127.0.0.1', port });
    for (let nth = 1; nth <= 9; nth++)
      await made('/cameras', { id: `slow-${nth}`, name: `Slow ${nth}`, recorderId: 'slow', snapshotUri: `/${nth}` });
    const statusOf = async (nth: number) => (await app.admin('GET', `/cameras/slow-${nth}/snapshot`)).status;
    const looks = [1, 2, 3, 4, 5, 6, 7, 8].map(statusOf);
    await vi.waitFor(() => expect(asked).toHaveLength(8), patience);
    expect(await statusOf(9)).toBe(503);
    for (const response of asked) response.writeHead(404).end();
    expect(new Set(await Promise.all(looks))).toEqual(new Set([409]));
    expect(asked).toHaveLength(8);
    await new Promise((closed) => slow.close(closed));
    await app.admin('DELETE', '/recorders/slow');
  });
});

describe('an operator of one area', () => {
  async function signedIn(role: string) {
    const password = 'a long password';
    await app.admin('POST', '/operators', { name: role, password, role, areaCodes: ['yard'] });
    const session = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name: role, password, token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    return (method: string, path: string, body?: object) =>
      app.request(method, `/admin/v1${path}`, {
        headers: { authorization: `Bearer ${String(session.body.token)}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
  }

  it('has the recorders and cameras there, and the account of a recorder only where it may be changed', async () => {
    await made('/areas', { code: 'yard', name: 'Yard' });
    const account = { userName: 'root', password: 'secret' };
    const yard = { id: 'yard', name: 'Yard', make: 'dahua', host: '127.0.0.9', port: 9, areaCode: 'yard', ...account };
    await made('/recorders', yard);
    await made('/cameras', { id: 'yard-1', name: 'Yard', recorderId: 'yard', doorIds: ['CAM-PANEL-1'] });
    const [guard, installer] = [await signedIn('guard'), await signedIn('installer')];

    expect((await guard('GET', '/cameras')).body.items).toMatchObject([{ id: 'yard-1', doorIds: [] }]);
    expect((await guard('GET', '/cameras/roof')).status).toBe(404);
    expect((await guard('GET', '/cameras/roof/streams')).status).toBe(404);
    expect((await guard('GET', '/recorders')).status).toBe(403);
    const first = '127.0.0.9:554/cam/realmonitor?channel=1&subtype=0';
    const addressFor = async (as: typeof guard) => (await as('GET', '/cameras/yard-1/streams')).body.items[0].url;
    expect(await addressFor(guard)).toBe(`rtsp://${first}`);
    expect(await addressFor(installer)).toBe(`rtsp://root:secret@${first}`);
    await app.admin('PATCH', '/recorders/yard', { viewerName: 'look', viewerPassword: 'only' });
    expect(await addressFor(guard)).toBe(`rtsp://look:only@${first}`);

    expect((await installer('GET', '/recorders')).body.items).toMatchObject([{ id: 'yard' }]);
    expect((await installer('PATCH', '/recorders/hik', { name: 'Mine' })).status).toBe(404);
    expect((await installer('POST', '/cameras', { name: 'Mine', recorderId: 'hik' })).status).toBe(404);
    // A door of elsewhere stays linked, unseen.
    expect((await installer('PATCH', '/cameras/yard-1', { doorIds: [] })).status).toBe(200);
    expect((await app.admin('GET', '/cameras/yard-1')).body.doorIds).toEqual(['CAM-PANEL-1']);
  });

  it('a token has these calls only where its scopes do', async () => {
    const token = async (scopes: string[]) => (await made('/api-tokens', { name: scopes[0], scopes })).token as string;
    const read = async (scope: string) =>
      (
        await app.request('GET', '/api/ivsDevice/getParentDevList?pageNo=1&pageSize=1', {
          headers: { access_token: await token([scope]) },
        })
      ).status;
    expect([await read('ivsDevice'), await read('person')]).toEqual([200, 403]);
  });
});
