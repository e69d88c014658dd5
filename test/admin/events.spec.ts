import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { storeEvents } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  // The first place in the feed is hers.
  await app.admin('POST', '/persons', { pin: '7', name: 'Ann', lastName: 'Lee' });
  await storeEvents(app, [
    { naturalKey: 'a', pin: '7', eventTime: '2026-05-01 08:30:00' },
    { naturalKey: 'b', pin: '8', eventTime: '2026-05-02 23:59:59', eventNo: 20, eventLevel: 1 },
    { naturalKey: 'c', pin: '7', eventTime: '2026-05-03 00:00:00', sn: 'B2', doorId: 'B2-1' },
  ]);
});
afterAll(() => app.stop());

const read = async (query: string) => (await app.admin('GET', `/events?${query}`)).body;
const pins = async (query: string) => (await read(query)).items.map((item: { pin: string }) => item.pin);

describe('events', () => {
  it('come in the order in which they were stored, whole', async () => {
    const { items, nextCursor } = await read('limit=2');
    expect(items).toHaveLength(2);
    expect(items[0]).toEqual({
      position: '2',
      id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      eventTime: '2026-05-01 08:30:00',
      happenedAt: '2026-05-01T06:30:00.000Z',
      receivedAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/),
      clockDoubtful: false,
      module: 'acc',
      sn: 'A1',
      devName: 'Main',
      logId: 1,
      eventNo: 0,
      eventName: 'The door opens normally after punch',
      eventLevel: 0,
      pin: '7',
      name: 'Ann',
      lastName: 'Lee',
      deptCode: '1',
      deptName: 'Department Name',
      areaName: 'Area Name',
      cardNo: '123',
      verifyType: '4',
      verifyModeName: 'Card only',
      pointType: 'door',
      pointNo: 1,
      pointName: 'A1-1',
      doorId: 'A1-1',
      doorName: 'A1-1',
      readerName: 'A1-1-In',
      inOut: 0,
      accZone: null,
      maskFlag: '255',
      temperature: '255',
    });
    expect(nextCursor).toBe('3');
    expect(await pins(`after=${nextCursor}`)).toEqual(['7']);
  });

  it('are chosen by device, person, door, level and time', async () => {
    expect(await pins('sn=B2')).toEqual(['7']);
    expect(await pins('pin=8')).toEqual(['8']);
    expect(await pins('doorId=A1-1')).toEqual(['7', '8']);
    expect(await pins('level=1')).toEqual(['8']);
    expect(await pins('from=2026-05-02&to=2026-05-02')).toEqual(['8']);
    expect(await pins('from=2026-05-02 23:59:59&to=2026-05-03T00:00:00')).toEqual(['8', '7']);
    expect(await pins('from=2026-05-04')).toEqual([]);
  });

  it('that were filtered out still move the cursor', async () => {
    expect(await read('pin=nobody')).toEqual({ items: [], nextCursor: '4' });
    expect(await read('pin=7&limit=1')).toMatchObject({ nextCursor: '2' });
    expect(await read('pin=8&limit=5')).toMatchObject({ nextCursor: '4' });
  });

  it('are waited for, and are answered as soon as they come', async () => {
    const waiting = read('after=4&wait=25');
    await storeEvents(app, [{ naturalKey: 'd', pin: '9' }]);
    expect((await waiting).items).toMatchObject([{ position: '5', pin: '9' }]);
  });

  it('that do not come in time leave the cursor where it is', async () => {
    expect(await read('after=5&wait=1')).toEqual({ items: [], nextCursor: '5' });
  });

  it('skip other entries of the feed', async () => {
    await app.sql(`SELECT feed_append('command', 'A1', '1')`);
    expect(await read('after=5')).toEqual({ items: [], nextCursor: '6' });
  });

  it('of another gateway on the same database are seen', async () => {
    const other = await startApp({ databaseUrl: app.databaseUrl });
    try {
      const waiting = read('after=6&wait=25');
      await storeEvents(other, [{ naturalKey: 'e', pin: '10' }]);
      expect((await waiting).items).toMatchObject([{ pin: '10' }]);
    } finally {
      await other.stop();
    }
  });

  it('refuse impossible parameters, by field', async () => {
    const fieldOf = async (query: string) => (await read(query)).errors[0].field;
    expect(await fieldOf('after=x')).toBe('after');
    expect(await fieldOf('limit=1001')).toBe('limit');
    expect(await fieldOf('wait=26')).toBe('wait');
    expect(await fieldOf('level=3')).toBe('level');
    expect(await fieldOf('from=yesterday')).toBe('from');
    expect(await fieldOf('to=2026-02-30')).toBe('to');
  });
});
