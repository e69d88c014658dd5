import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, startApp, type TestApp } from '../support/app.js';

const picture = () =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: '#808080' } })
    .jpeg()
    .toBuffer();

let app: TestApp;
let id: string;
beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/persons', { pin: '1', name: 'Ana' });
  const { status, body } = await app.admin('POST', '/visits', {
    ...{ hostPin: '1', certType: '3', certNumber: 'X1', name: 'Max', visitReason: 'talk' },
    ...{ endTime: '2090-05-31 12:00:00', facePhoto: (await picture()).toString('base64') },
  });
  expect(status).toBe(201);
  id = body.id;
});
afterAll(() => app.stop());

const photo = (query: string, more: Record<string, string> = {}) =>
  fetch(`${app.url}/admin/v1/visits/${id}/photo${query}`, {
    headers: { authorization: `Bearer ${adminToken}`, ...more },
  });

describe('the photo of a visit', () => {
  it('is shown whole or as a square, and not sent again to who has it', async () => {
    const whole = await photo('?kind=face');
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect((await sharp(Buffer.from(await whole.arrayBuffer())).metadata()).width).toBe(300);
    const small = await photo('?size=64');
    const { width, height } = await sharp(Buffer.from(await small.arrayBuffer())).metadata();
    expect([width, height]).toEqual([64, 64]);
    const again = await photo('?size=64', { 'if-none-match': small.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  it('is not there where none was taken, and wants a token', async () => {
    expect((await photo('?kind=signature')).status).toBe(404);
    expect((await photo('?kind=shoe')).status).toBe(400);
    expect((await photo('?size=65')).status).toBe(400);
    expect((await app.admin('GET', '/visits/nobody/photo')).status).toBe(404);
    expect((await app.request('GET', `/admin/v1/visits/${id}/photo`)).status).toBe(401);
  });
});
