import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1', DEVICE_APPROVAL: 'auto' } });
  for (const site of ['north', 'south']) {
    await made('/areas', { code: site, name: site });
    await made('/devices', { sn: `PL-${site}`, name: site, areaCode: site });
    await made('/doors', { id: `${site}-door`, sn: `PL-${site}`, number: 1, name: site });
  }
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<void> {
  const { status, body: answer } = await app.admin('POST', path, body);
  expect([path, status, answer]).toEqual([path, 201, expect.anything()]);
}

const both = [
  { doorId: 'north-door', x: 0.25, y: 0.5 },
  { doorId: 'south-door', x: 1, y: 0 },
];
const image = (format: 'png' | 'jpeg' | 'webp', width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background: '#0b57d0' } })
    .toFormat(format)
    .toBuffer();

const upload = (id: string, type: string, body: Buffer) =>
  fetch(`${app.url}/admin/v1/plans/${id}/picture`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': type },
    body: new Uint8Array(body),
  });
const picture = (id: string, headers: Record<string, string> = {}, search = '') =>
  fetch(`${app.url}/admin/v1/plans/${id}/picture${search}`, {
    headers: { authorization: `Bearer ${adminToken}`, ...headers },
  });

describe('a plan', () => {
  it('is made, listed, changed and removed', async () => {
    const { status, body } = await app.admin('POST', '/plans', { name: 'Ground', areaCode: 'north', doors: both });
    const id = body.id as string;
    const plan = { id, name: 'Ground', areaCode: 'north', doors: both, width: null, height: null, pictureAt: null };
    expect([status, body]).toMatchObject([201, plan]);
    expect((await app.admin('GET', '/plans?q=grou')).body.items).toMatchObject([plan]);
    const moved = [{ doorId: 'north-door', x: 0, y: 1 }];
    expect((await app.admin('PATCH', `/plans/${id}`, { name: 'First', doors: moved })).body).toMatchObject({
      ...{ ...plan, name: 'First', doors: moved },
    });
    expect((await app.admin('PATCH', `/plans/${id}`, { name: 'Second' })).body.doors).toEqual(moved);
    expect((await app.admin('DELETE', `/plans/${id}`)).status).toBe(204);
    expect((await app.admin('GET', `/plans/${id}`)).status).toBe(404);
  });

  it.each<[string, object, number]>([
    ['without a name', {}, 400],
    ['of an area that is not there', { name: 'X', areaCode: 'none' }, 400],
    ['with a door that is not there', { name: 'X', doors: [{ doorId: 'none', x: 0, y: 0 }] }, 400],
    ['with a door outside of the picture', { name: 'X', doors: [{ doorId: 'north-door', x: 1.1, y: 0 }] }, 400],
    ['with a door twice', { name: 'X', doors: [both[0], both[0]] }, 400],
    ['under an id that is taken', { id: 'taken', name: 'X' }, 409],
  ])('%s is refused', async (_what, body, status) => {
    await app.admin('POST', '/plans', { id: 'taken', name: 'Taken' });
    expect((await app.admin('POST', '/plans', body)).status).toBe(status);
  });

  it('loses a door that is removed', async () => {
    await made('/doors', { id: 'short-door', sn: 'PL-north', number: 2, name: 'short' });
    await made('/plans', { id: 'losing', name: 'Losing', doors: [{ doorId: 'short-door', x: 0, y: 0 }] });
    await app.sql(`DELETE FROM door WHERE id = 'short-door'`);
    expect((await app.admin('GET', '/plans/losing')).body.doors).toEqual([]);
  });
});

describe('the picture of a plan', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('may be a %s, and is made anew', async (format) => {
    const id = `with-${format}`;
    await made('/plans', { id, name: format });
    expect((await picture(id)).status).toBe(404);
    expect((await upload(id, `image/${format}`, await image(format))).status).toBe(204);
    expect((await app.admin('GET', `/plans/${id}`)).body).toMatchObject({
      width: 40,
      height: 30,
      pictureAt: expect.stringMatching(/Z$/) as unknown,
    });
    const answer = await picture(id);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 40, height: 30 });
    const tag = answer.headers.get('etag') ?? '';
    expect((await picture(id, { 'if-none-match': tag })).status).toBe(304);
    expect((await picture(id, {}, '?at=2026-05-01T08:30:00.000Z')).status).toBe(200);
    expect((await upload(id, 'image/png', await image('png', 50, 50))).status).toBe(204);
    expect((await picture(id, { 'if-none-match': tag })).status).toBe(200);
    expect(await app.sql(`SELECT 1 FROM stored_file WHERE kind = 'plan'`)).not.toHaveLength(0);
    await app.admin('DELETE', `/plans/${id}`);
    expect(await app.sql(`SELECT 1 FROM stored_file WHERE kind = 'plan'`)).toEqual([]);
  });

  it('is not an SVG, a text, or nothing; nor more than 5 MB', async () => {
    await made('/plans', { id: 'refusing', name: 'Refusing' });
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
    expect((await upload('refusing', 'image/svg+xml', Buffer.from(svg))).status).toBe(400);
    const refused = await upload('refusing', 'image/png', Buffer.from(svg));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ errors: [{ field: 'picture', code: 'format' }] });
    expect((await upload('refusing', 'image/png', (await image('png')).subarray(0, 60))).status).toBe(400);
    const large = Buffer.concat([await image('png'), Buffer.alloc(5 * 1024 * 1024)]);
    expect((await upload('refusing', 'image/png', large)).status).toBe(413);
    expect((await upload('none', 'image/png', await image('png'))).status).toBe(404);
    expect((await picture('refusing')).status).toBe(404);
  });
});

describe('an operator of one area', () => {
  it('sees plans of it without doors elsewhere, which stay where they are', async () => {
    const password = 'a long password';
    await app.admin('POST', '/operators', { name: 'planner', password, role: 'installer', areaCodes: ['north'] });
    const session = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name: 'planner', password, token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    const as = (method: string, path: string, body?: object) =>
      app.request(method, `/admin/v1${path}`, {
        headers: { authorization: `Bearer ${String(session.body.token)}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    await made('/plans', { id: 'mixed', name: 'Mixed', areaCode: 'north', doors: both });
    await made('/plans', { id: 'elsewhere', name: 'Elsewhere', areaCode: 'south' });
    expect((await as('GET', '/plans')).body.items).toMatchObject([{ id: 'mixed', doors: [both[0]] }]);
    expect((await as('GET', '/plans/elsewhere')).status).toBe(404);
    expect((await as('PATCH', '/plans/mixed', { doors: both })).status).toBe(404);
    const moved = { doorId: 'north-door', x: 0, y: 0 };
    expect((await as('PATCH', '/plans/mixed', { doors: [moved] })).body.doors).toEqual([moved]);
    expect((await app.admin('GET', '/plans/mixed')).body.doors).toEqual([moved, both[1]]);
    expect((await as('POST', '/plans', { name: 'Mine', areaCode: 'south' })).status).toBe(404);
  });
});
