import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, startApp, type TestApp } from '../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const headers = { authorization: `Bearer ${adminToken}` };

describe('a slip at the admin API', () => {
  it.each([
    ['PUT', '/admin/v1/devices', 'GET, HEAD, POST'],
    ['DELETE', '/admin/v1/devices/X1/approve?a=b', 'POST'],
    ['GET', '/admin/v1/devices/X1/survey/clear/', 'POST'],
    ['POST', '//admin//v1/persons/7', 'DELETE, GET, HEAD, PATCH'],
  ])('%s %s: the path is there with other methods', async (method, path, allow) => {
    const { status, body, headers: told } = await app.request(method, path, { headers });
    expect([status, told.get('allow')]).toEqual([405, allow]);
    expect(body).toMatchObject({ status: 405, detail: `this path has ${allow} and no ${method}` });
  });

  it.each(['/admin/v1/device', '/admin/v1/devices/X1/approved', '/admin/v1', '/admin'])(
    'GET %s: there is none',
    async (path) => {
      const { status, headers: told } = await app.request('GET', path, { headers });
      expect([status, told.get('allow')]).toEqual([404, null]);
    },
  );

  it('POST retire that says nothing begins nothing', async () => {
    await app.admin('POST', '/devices', { sn: 'SLIP1' });
    const { status, body } = await app.request('POST', '/admin/v1/devices/SLIP1/retire', { headers });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ field: 'then' }] });
    const json = { ...headers, 'content-type': 'application/json' };
    expect((await app.request('POST', '/admin/v1/devices/SLIP1/retire', { headers: json })).status).toBe(400);
    expect((await app.admin('GET', '/devices/SLIP1/retire')).status).toBe(404);
  });
});
