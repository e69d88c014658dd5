import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventPhotoLinkService } from '../../../src/modules/transaction/event-photo-link.service.js';
import { EventPhotoService } from '../../../src/modules/transaction/event-photo.service.js';
import { FeedDrainService } from '../../../src/modules/transaction/feed-drain.service.js';
import type { Envelope, EnvelopeView, FeedMessage } from '../../../src/outbound/envelope/envelope.js';
import { EnvelopeService } from '../../../src/outbound/envelope/envelope.service.js';
import type { FeedEntry } from '../../../src/outbound/feed/feed-entry.js';
import { startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';
import { faultsOf } from '../../support/message-check.js';
import { registeredPanel } from '../../support/panel.js';
import { RawDevice } from '../../support/raw-device.js';

const ids: EnvelopeView = { privacy: 'ids', cards: false };
const names: EnvelopeView = { privacy: 'names', cards: false };
const photos: EnvelopeView = { privacy: 'photos', cards: false };

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { PUBLIC_URL: 'https://doors.example.com/' } });
  await app.admin('POST', '/persons', { pin: '57', name: 'Ann', lastName: 'Lee' });
});
afterAll(() => app.stop());

const read = 'SELECT position, kind, sn, ref, at, detail FROM feed ORDER BY position';

/** All messages that there are, once everything has its place. */
async function messages(): Promise<readonly FeedMessage[]> {
  await app.app.get(FeedDrainService).take();
  return app.app.get(EnvelopeService).messagesOf(await app.sql<FeedEntry>(read));
}

/** The last message of a type, as readers with that view get it. */
async function newest(type: string, view = ids): Promise<Envelope> {
  const found = (await messages()).findLast((message) => message.type === type);
  if (!found) throw new Error(`there is no ${type}`);
  return found.envelope(view);
}

const settledNewest = async (type: string, view = ids) => {
  await expect.poll(async () => (await messages()).map((one) => one.type), { timeout: 60_000 }).toContain(type);
  return newest(type, view);
};

describe('the message of an event', () => {
  it('is a CloudEvent and a payload of Standard Webhooks', async () => {
    await storeEvents(app, { naturalKey: 'one', doorId: 'D1' });
    const message = (await messages()).find(({ type }) => type === 'access.granted');
    expect(message).toMatchObject({ sn: '7633223440032', doorId: 'D1', areaCode: null, pin: '57', level: 0 });
    const [entry] = await app.sql<{ ref: string; position: number }>(`SELECT * FROM feed WHERE kind = 'event'`);
    const eventId = entry?.ref.replaceAll('-', '') ?? '';
    const { data, ...rest } = await newest('access.granted');
    expect(rest).toEqual({
      specversion: '1.0',
      id: `evt_${eventId}`,
      source: expect.stringMatching(/^urn:postern:[0-9a-f]{32}$/) as string,
      type: 'access.granted',
      time: '2023-01-12T14:05:56.000Z',
      timestamp: '2023-01-12T14:05:56.000Z',
      subject: 'door/D1',
      position: String(entry?.position),
    });
    expect(data).toEqual({
      id: eventId,
      eventTime: '2023-01-12 15:05:56',
      happenedAt: '2023-01-12T14:05:56.000Z',
      receivedAt: expect.stringMatching(/^20\d\d-/) as string,
      clockDoubtful: false,
      late: true,
      module: 'acc',
      sn: '7633223440032',
      devName: '10.8.14.210',
      logId: 161,
      eventNo: 0,
      eventName: 'The door opens normally after punch',
      eventLevel: 0,
      outcome: 'granted',
      pin: '57',
      deptCode: '1',
      areaName: 'Area Name',
      cardNo: '***6650',
      verifyType: '15',
      verifyModeName: 'Face',
      pointType: 'door',
      pointNo: 1,
      pointName: '10.8.14.210-1',
      doorId: 'D1',
      doorName: '10.8.14.210-1',
      readerName: '10.8.14.210-1-Out',
      inOut: 1,
      accZone: null,
      maskFlag: '',
      temperature: '',
    });
    const named = { name: 'Ann', lastName: 'Lee', deptName: 'Department Name' };
    expect((await newest('access.granted', names)).data).toEqual({ ...data, ...named });
    expect((await newest('access.granted', photos)).data).toEqual({ ...data, ...named, photos: [] });
    const cards: EnvelopeView = { privacy: 'ids', cards: true };
    expect((await newest('access.granted', cards)).data).toEqual({ ...data, cardNo: '9606650' });
  });

  it.each([
    ['', ''],
    ['123', '***'],
    ['1234', '***'],
    ['12345', '***2345'],
  ])('shows of the card %o only %o', async (cardNo, shown) => {
    await storeEvents(app, { cardNo });
    expect((await newest('access.granted', names)).data.cardNo).toBe(shown);
  });

  it.each([
    [59, false],
    [61, true],
  ])('that happened %i minutes before it came is late: %o', async (minutes, late) => {
    await storeEvents(app, { happenedAt: new Date(Date.now() - minutes * 60_000) });
    expect((await newest('access.granted')).data.late).toBe(late);
  });

  it('is the same object for all who see the same', async () => {
    await storeEvents(app, {});
    const message = (await messages()).at(-1);
    expect(message?.envelope(ids)).toBe(message?.envelope({ privacy: 'ids', cards: false }));
  });

  it('has addresses of its pictures that are good for a day', async () => {
    const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
    const [eventTime, sn] = ['2023-02-01 08:00:00', 'CAM'];
    await app.work.run((tx) =>
      app.app.get(EventPhotoService).store(tx, {
        kind: 'snapshot',
        logId: null,
        pin: '57',
        name: 'a.jpg',
        video: '',
        content: jpeg,
        eventTime,
        sn,
      }),
    );
    await storeEvents(app, { sn, eventTime, eventNo: 23, eventLevel: 1 });
    const { data } = await newest('access.denied', photos);
    const [address = ''] = data.photos as string[];
    expect(data.photos).toHaveLength(1);
    expect(address).toMatch(
      /^https:\/\/doors\.example\.com\/upload\/event\/photo\/CAM\/20230201080000-\d+-u\d+-[\w-]{22}\.jpg$/,
    );
    const path = address.replace('https://doors.example.com', '');
    const until = Number(/-u(\d+)-/.exec(path)?.[1]) - Date.now() / 1_000;
    expect(until).toBeGreaterThan(86_000);
    expect(until).toBeLessThanOrEqual(86_400);
    expect((await app.request('GET', path)).status).toBe(200);
    const past = Math.floor(Date.now() / 1_000) - 1;
    const [photo] = await app.sql<{ id: number }>('SELECT id FROM event_photo');
    const old = app.app.get(EventPhotoLinkService).pathUntil({ sn, eventTime, photoId: photo?.id ?? 0 }, past);
    expect((await app.request('GET', old)).status).toBe(404);
    expect((await app.request('GET', path.replace(/-u\d+-/, `-u${past + 90_000}-`))).status).toBe(404);
    expect((await newest('access.denied', names)).data.photos).toBeUndefined();
  });

  it('has 20 kB at most, whatever its texts hold', async () => {
    await storeEvents(app, { naturalKey: 'long', eventNo: 24, eventLevel: 1, maskFlag: '\u0001'.repeat(5_000) });
    const envelope = await newest('access.denied', names);
    expect(Buffer.byteLength(JSON.stringify(envelope))).toBeLessThanOrEqual(20 * 1024);
    expect(envelope.data).toMatchObject({ eventNo: 24, pin: '57', name: 'Ann' });
    expect(String(envelope.data.maskFlag).length).toBeGreaterThan(100);
  });

  it('names nobody after an erasure', async () => {
    await app.admin('POST', '/persons', { pin: '58', name: 'Zoe', lastName: 'Quick' });
    await storeEvents(app, { pin: '58', naturalKey: 'erased' });
    expect((await newest('access.granted', names)).data).toMatchObject({ pin: '58', name: 'Zoe' });
    expect((await app.admin('DELETE', '/persons/58?history=erase')).status).toBe(204);
    await expect
      .poll(async () => JSON.stringify((await newest('access.granted', names)).data), { timeout: 60_000 })
      .not.toMatch(/Zoe|Quick|9606650|\*\*\*6650/);
  });
});

describe('the message of anything else', () => {
  const told = (kind: string, ref: string, detail: object, sn = '') =>
    app.sql('SELECT feed_tell($1, $2, $3, $4)', [kind, sn, ref, detail]);

  it('tells of people by their pins and the names of fields', async () => {
    await app.admin('POST', '/persons', { pin: '70', name: 'Bo' });
    await app.admin('PATCH', '/persons/70', { name: 'Bob', lastName: 'Ray' });
    await app.admin('DELETE', '/persons/70');
    expect((await settledNewest('person.created')).data).toEqual({ pin: '70' });
    expect((await settledNewest('person.updated')).data).toEqual({ pin: '70', fields: ['name', 'lastName'] });
    expect(await settledNewest('person.deleted')).toMatchObject({
      id: expect.stringMatching(/^msg_\d+$/) as string,
      subject: 'person/70',
      data: { pin: '70' },
    });
  });

  it('tells of devices and their doors', async () => {
    await new RawDevice(app, 'STRANGER').get('/iclock/cdata?options=all&DeviceType=acc');
    expect(await settledNewest('device.unknown')).toMatchObject({
      subject: 'device/STRANGER',
      data: { sn: 'STRANGER' },
    });
    const { panel, doorIds } = await registeredPanel(app, 'P1');
    expect((await settledNewest('device.online')).data).toEqual({ sn: 'P1' });
    await panel.stop();
    await new RawDevice(app, 'P1').post(
      '/iclock/cdata?table=rtstate',
      'time=2026-03-02 09:00:00\tsensor=02\trelay=01\talarm=0000',
    );
    const state = await settledNewest('door.state');
    expect(state).toMatchObject({ subject: `door/${doorIds[0]}` });
    expect(state.data).toEqual({
      sn: 'P1',
      doorId: doorIds[0],
      sensor: 'open',
      relay: 'open',
      alarm: 'none',
      lockDown: 'none',
    });
    const { body } = await app.admin('POST', '/devices/P1/commands', { type: 'openDoor', door: 1, seconds: 5 });
    await app.admin('POST', `/commands/${String(body.id)}/cancel`);
    expect((await settledNewest('command.ended')).data).toEqual({
      id: body.id,
      sn: 'P1',
      type: 'openDoor',
      status: 'cancelled',
      returnCode: null,
    });
    await told('offline', 'P1', { online: false }, 'P1');
    expect((await settledNewest('device.offline')).data).toEqual({ sn: 'P1' });
    await told('syncFailure', '3', { failed: 3 }, 'P1');
    expect((await settledNewest('sync.failed')).data).toEqual({ sn: 'P1', failed: 3 });
  });

  it('tells of visits', async () => {
    const visit = { hostPin: '57', certType: '3', certNumber: 'X1', name: 'Max', visitReason: 'talk' };
    const { body } = await app.admin('POST', '/visits', { ...visit, endTime: '2090-05-31 12:00:00' });
    expect((await settledNewest('visit.started')).data).toEqual({ visitId: body.id, pin: body.pin });
    await app.admin('POST', `/visits/${String(body.id)}/exit`);
    const ended = await settledNewest('visit.ended');
    expect(ended).toMatchObject({ subject: `visit/${String(body.id)}`, data: { visitId: body.id, pin: body.pin } });
  });

  it('tells of cars, identifications, webhooks and gaps', async () => {
    await app.admin('POST', '/parking/areas', { id: 'north', name: 'North' });
    await app.admin('POST', '/parking/channels', { id: 'in', name: 'In', areaId: 'north', state: 1 });
    const { body } = await app.admin('POST', '/parking/records', { key: 'k1', channel: 'in', plate: 'AB 123' });
    expect((await settledNewest('parking.recorded')).data).toEqual({
      recordId: body.id,
      direction: 'in',
      channelId: 'in',
      pin: '',
    });
    await told('identification', '17', { pin: '57', doorId: 'D9', result: 'FAILED', reason: 'expired' }, 'P1');
    expect(await settledNewest('identification.answered')).toMatchObject({
      subject: 'door/D9',
      data: { id: 17, sn: 'P1', pin: '57', doorId: 'D9', result: 'FAILED', reason: 'expired' },
    });
    const burglary = {
      panelId: 'shed',
      panelName: 'Shed',
      category: 'burglary',
      does: 'alarm',
      code: '1130',
    };
    const place = { name: 'Burglary', partition: 1, partitionName: 'Hall', point: 5, pointName: 'Gate' };
    await told('intrusion', 'i1', { ...burglary, ...place, areaCode: '9' });
    expect(await settledNewest('intrusion.event')).toMatchObject({
      subject: 'intrusion/i1',
      data: { intrusionEventId: 'i1', ...burglary, ...place },
    });
    await told('webhookDisabled', 'w1', { reason: 'gone' });
    expect((await settledNewest('webhook.disabled')).data).toEqual({ webhookId: 'w1', reason: 'gone' });
    await told('feedGap', '', { from: 12, to: 100_000_000_012, reason: 'timeline' });
    expect((await settledNewest('feed.gap')).data).toEqual({ from: '12', to: '100000000012', reason: 'timeline' });
  });

  it('tells nothing of what is no message', async () => {
    await told('muster', 'm1', { what: 'started' });
    await told('clockDrift', '91', { seconds: 91 }, 'P1');
    await app.app.get(FeedDrainService).take();
    const quiet = await app.sql<FeedEntry>(`SELECT * FROM feed WHERE ref IN ('m1', '91') ORDER BY position`);
    expect(quiet.map(({ kind }) => kind)).toEqual(['muster', 'clockDrift']);
    expect(await app.app.get(EnvelopeService).messagesOf(quiet)).toEqual([]);
  });
});

it('sends nothing that its schema does not say', async () => {
  const all = await messages();
  const seen = new Set(all.map(({ type }) => type));
  expect(seen.size).toBeGreaterThan(14);
  for (const view of [ids, names, photos, { privacy: 'photos', cards: true } as const])
    expect(all.flatMap((message) => faultsOf(message.envelope(view)))).toEqual([]);
});

it('comes from the same installation at every gateway', async () => {
  const other = await startApp({ databaseUrl: app.databaseUrl });
  try {
    const [first] = await app.sql<FeedEntry>(read);
    const [message] = await other.app.get(EnvelopeService).messagesOf(first ? [first] : []);
    expect(message?.envelope(ids).source).toBe((await messages())[0]?.envelope(ids).source);
  } finally {
    await other.stop();
  }
});
