import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnvelopeView } from '../../../src/outbound/envelope/envelope.js';
import { EnvelopeService } from '../../../src/outbound/envelope/envelope.service.js';
import type { FeedEntry } from '../../../src/outbound/feed/feed-entry.js';
import { startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';

const ids: EnvelopeView = { privacy: 'ids', cards: false };
const names: EnvelopeView = { privacy: 'names', cards: false };

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { PUBLIC_URL: 'https://doors.example.com/' } });
  await app.admin('POST', '/persons', { pin: '57', name: 'Ann', lastName: 'Lee' });
});
afterAll(() => app.stop());

const entries = (): Promise<FeedEntry[]> =>
  app.sql<FeedEntry>('SELECT position, kind, sn, ref, at, detail FROM feed ORDER BY position');

const messages = async () => app.app.get(EnvelopeService).messagesOf(await entries());

describe('the message of an event', () => {
  it('is a CloudEvent and a payload of Standard Webhooks', async () => {
    await storeEvents(app, { naturalKey: 'one', doorId: 'D1' });
    const [{ envelope, ...message } = never()] = await messages();
    const [entry] = await entries();
    const eventId = entry?.ref.replaceAll('-', '') ?? '';
    expect(message).toMatchObject({ type: 'access.granted', sn: '7633223440032', doorId: 'D1', pin: '57', level: 0 });
    const { data, ...rest } = envelope(ids);
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
    expect(envelope(names).data).toEqual({ ...data, name: 'Ann', lastName: 'Lee', deptName: 'Department Name' });
    expect(envelope({ privacy: 'ids', cards: true }).data).toEqual({ ...data, cardNo: '9606650' });
    expect(envelope(ids)).toBe(envelope(ids));
  });
});

function never(): never {
  throw new Error('there is no message');
}
