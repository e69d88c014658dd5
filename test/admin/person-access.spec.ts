import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminToken, startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
  await made('/time-zones', { name: 'Morning', periods: { mon: [['08:00', '12:00']], hol1: [['10:00', '11:00']] } });
  await made('/time-zones', {
    name: 'Noon',
    periods: {
      mon: [
        ['11:30', '14:00'],
        ['16:00', '18:00'],
      ],
      sat: [['09:00', '10:00']],
    },
  });
  await made('/devices', { sn: 'WEEK1', name: 'Hall' });
  for (const number of [1, 2]) await made('/doors', { id: `d${number}`, sn: 'WEEK1', number, name: `Door ${number}` });
  await made('/access-levels', { id: 'am', name: 'Mornings', timeZoneId: 2, doorIds: ['d1', 'd2'] });
  await made('/access-levels', { id: 'pm', name: 'Noons', timeZoneId: 3, doorIds: ['d1'] });
  await made('/access-levels', { id: 'any', name: 'Always', doorIds: ['d2'] });
  await made('/persons', {
    pin: '1',
    name: 'Ann',
    accLevelIds: ['am', 'pm', 'any'],
    accEndTime: '2099-01-01 00:00:00',
  });
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<void> {
  const { status, text } = await app.admin('POST', path, body);
  expect([path, status, text]).toEqual([path, 201, expect.anything()]);
}

it('a person has a week at each door, made of all levels and of the hours of the door', async () => {
  const day = [['00:00', '23:59']];
  const { status, body } = await app.admin('GET', '/persons/1/access');
  expect([status, body]).toEqual([
    200,
    {
      accStartTime: null,
      accEndTime: '2099-01-01 00:00:00',
      isDisabled: false,
      items: [
        {
          doorId: 'd1',
          name: 'Door 1',
          sn: 'WEEK1',
          levelIds: ['am', 'pm'],
          timeZoneIds: [2, 3],
          week: {
            mon: [
              ['08:00', '14:00'],
              ['16:00', '18:00'],
            ],
            sat: [['09:00', '10:00']],
            hol1: [['10:00', '11:00']],
          },
        },
        {
          doorId: 'd2',
          name: 'Door 2',
          sn: 'WEEK1',
          levelIds: ['am', 'any'],
          timeZoneIds: [1, 2],
          week: Object.fromEntries(
            ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'hol1', 'hol2', 'hol3'].map((name) => [name, day]),
          ),
        },
      ],
    },
  ]);
  await app.admin('PATCH', '/doors/d2', { settings: { DoorValidTZ: 3 } });
  const { items } = (await app.admin('GET', '/persons/1/access')).body as { items: { week: object }[] };
  expect(items[1]?.week).toEqual({
    mon: [
      ['11:30', '14:00'],
      ['16:00', '18:00'],
    ],
    sat: [['09:00', '10:00']],
  });
  expect((await app.admin('GET', '/persons/404/access')).status).toBe(404);
});

it('a time zone says what needs it, and so does the refusal to remove it', async () => {
  const usedBy = [
    { kind: 'level', id: 'pm', name: 'Noons' },
    { kind: 'door', id: 'd2', name: 'Door 2' },
  ];
  expect((await app.admin('GET', '/time-zones/3')).body.usedBy).toEqual(usedBy);
  const { status, body } = await app.admin('DELETE', '/time-zones/3');
  expect([status, body.detail, body.usedBy]).toEqual([409, 'time zone 3 is used by the access level "Noons"', usedBy]);
  const { items } = (await app.admin('GET', '/time-zones')).body as { items: { id: number; usedBy: object[] }[] };
  expect(items.map(({ id, usedBy: by }) => [id, by.length])).toEqual([
    [1, 2],
    [2, 1],
    [3, 2],
  ]);
});

it('a photo may be the body', async () => {
  const background = { r: 200, g: 120, b: 90 };
  const picture = await sharp({ create: { width: 300, height: 400, channels: 3, background } })
    .jpeg()
    .toBuffer();
  const send = (body: Buffer, type: string) =>
    app.request('PUT', '/admin/v1/persons/1/photo', {
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': type },
      body,
    });
  expect((await send(picture, 'image/jpeg')).status).toBe(204);
  const { status, headers } = await app.admin('GET', '/persons/1/photo');
  expect([status, headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const wrong = await send(Buffer.from('GIF89a'), 'image/gif');
  expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, 'photo']);
});
