import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
});
afterAll(() => app.stop());

async function made(method: string, path: string, body: object): Promise<void> {
  const { status, text } = await app.admin(method, path, body);
  expect([path, status < 300, text]).toEqual([path, true, expect.anything()]);
}

const portrait = async (width: number, blue: number) => {
  const background = { r: 200, g: 120, b: blue };
  const content = await sharp({ create: { width, height: width * 2, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return content.toString('base64');
};

describe('who has left', () => {
  it('keeps levels, templates, devices and the photo, to be read', async () => {
    await made('POST', '/access-levels', { id: 'hall', name: 'Hall' });
    await made('POST', '/persons', { pin: '1', name: 'Ann', accLevelIds: ['hall'] });
    await made('PUT', '/persons/1/photo', { photo: await portrait(300, 90) });
    await made('POST', '/persons/1/leave', { leaveDate: '2020-01-01' });
    const paths = ['levels', 'templates', 'devices', 'photo'];
    for (const path of paths)
      expect([path, (await app.admin('GET', `/persons/1/${path}`)).status]).toEqual([path, 200]);
    expect((await app.admin('GET', '/persons/1/levels')).body.items).toMatchObject([{ id: 'hall' }]);
    for (const path of paths)
      expect([path, (await app.admin('GET', `/persons/2/${path}`)).status]).toEqual([path, 404]);
    // It is read, and not changed.
    expect((await app.admin('PUT', '/persons/1/photo', { photo: await portrait(300, 10) })).status).toBe(404);
  });
});

describe('a photo', () => {
  const fetched = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${app.url}/admin/v1/persons/3/photo${query}`, {
      headers: { authorization: `Bearer ${adminToken}`, ...headers },
    });
    const content = Buffer.from(await answer.arrayBuffer());
    return {
      status: answer.status,
      tag: answer.headers.get('etag') ?? '',
      cache: answer.headers.get('cache-control'),
      content,
    };
  };

  it('is told small, and once: what has not changed is not sent again', async () => {
    await made('POST', '/persons', { pin: '3', name: 'Cy' });
    await made('PUT', '/persons/3/photo', { photo: await portrait(300, 90) });
    const whole = await fetched('');
    const small = await fetched('?size=64');
    expect([whole.status, small.status, small.cache]).toEqual([200, 200, 'private, no-cache']);
    expect(await sharp(small.content).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 64 });
    expect(await sharp((await fetched('?size=256')).content).metadata()).toMatchObject({ width: 256, height: 256 });
    expect(small.tag).not.toBe(whole.tag);
    expect(await fetched('?size=64', { 'if-none-match': small.tag })).toMatchObject({ status: 304, tag: small.tag });
    expect((await fetched('?size=64', { 'if-none-match': whole.tag })).status).toBe(200);
    await made('PUT', '/persons/3/photo', { photo: await portrait(300, 10) });
    const other = await fetched('?size=64', { 'if-none-match': small.tag });
    expect([other.status, other.tag === small.tag]).toEqual([200, false]);
    expect((await fetched('?size=65')).status).toBe(400);
    // A browser keeps a picture by its address.
    const { photoAt } = (await app.admin('GET', '/persons/3')).body as { photoAt: string };
    expect((await fetched(`?size=64&at=${encodeURIComponent(photoAt)}`)).status).toBe(200);
  });
});

describe('levels', () => {
  it('tell how large they are, and why they open nothing', async () => {
    await made('POST', '/time-zones', { name: 'Never', periods: { mon: [] } });
    await made('POST', '/devices', { sn: 'CNT1' });
    await made('POST', '/doors', { id: 'd1', sn: 'CNT1', number: 1, name: 'One' });
    await made('POST', '/access-levels', { id: 'never', name: 'Never', timeZoneId: 2 });
    await made('POST', '/access-levels', { id: 'used', name: 'Used', doorIds: ['d1'] });
    await made('POST', '/departments', { code: 'far', name: 'Far away' });
    await made('POST', '/persons', { pin: '5', name: 'Di', accLevelIds: ['used'] });
    await made('POST', '/persons', { pin: '6', name: 'Ed', deptCode: 'far', accLevelIds: ['used'] });
    const level = async (id: string) => (await app.admin('GET', `/access-levels/${id}`)).body;
    expect(await level('never')).toMatchObject({
      doorCount: 0,
      personCount: 0,
      warnings: ['noPlaces', 'noPeople', 'noHours'],
    });
    expect(await level('used')).toMatchObject({ doorCount: 1, personCount: 2, warnings: [] });
    const { items } = (await app.admin('GET', '/access-levels?q=used')).body;
    expect(items).toMatchObject([{ id: 'used', doorCount: 1, personCount: 2 }]);
  });

  it('count for an operator of some departments whom it sees', async () => {
    const password = 'a long password';
    await made('POST', '/operators', { name: 'far', password, role: 'operator', departmentCodes: ['far'] });
    const { body } = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name: 'far', password, token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    const seen = await app.request('GET', '/admin/v1/access-levels/used', {
      headers: { authorization: `Bearer ${body.token}` },
    });
    expect(seen.body).toMatchObject({ personCount: 1 });
  });
});
