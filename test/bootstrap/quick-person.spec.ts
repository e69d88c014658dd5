import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generalId } from '../support/facade-site.js';
import { adminToken, apiToken, startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  const ana = { pin: '7', name: 'Ana "A"', cardNo: '1', supplyCards: '2,3', accLevelIds: generalId };
  expect((await app.api('POST', '/api/person/add', ana)).body.code).toBe(0);
});
afterAll(() => app.stop());

const asked = async (path: string, headers: Record<string, string> = {}) => {
  const { status, text, headers: all } = await app.request('GET', path, { headers });
  return { status, text, headers: Object.fromEntries([...all].filter(([name]) => name !== 'date')) };
};

describe('person/get by its pin in the path', () => {
  it('answers by the hook as by the controller, to the byte and with the same headers', async () => {
    // The hook does not take a pin with blanks around it. The controller does, and removes the blanks.
    const byController = await asked(`/api/person/get/%207%20?access_token=${apiToken}`);
    const byHook = await asked(`/api/person/get/7?access_token=${apiToken}`);
    expect(byHook).toEqual(byController);
    expect(JSON.parse(byHook.text)).toMatchObject({
      code: 0,
      message: 'success',
      data: { pin: '7', name: 'Ana "A"', cardNo: '1', supplyCards: '2,3', accLevelIds: generalId },
    });
    expect(byHook.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('the pin of the path wins over one in the query', async () => {
    const { text } = await asked(`/api/person/get/7?pin=8&access_token=${apiToken}`);
    expect(JSON.parse(text)).toMatchObject({ code: 0, data: { pin: '7' } });
  });

  it('unknown people and people who have left are not found', async () => {
    await app.api('POST', '/api/person/add', { pin: '8' });
    await app.api('POST', '/api/person/leave', { pin: '8' });
    for (const pin of ['8', '9', 'x'.repeat(24)]) {
      expect(JSON.parse((await asked(`/api/person/get/${pin}?access_token=${apiToken}`)).text).code).toBe(-22);
    }
  });

  it('nothing is answered without a token for this call', async () => {
    expect((await asked('/api/person/get/7')).status).toBe(401);
    expect((await asked('/api/person/get/7?access_token=wrong')).status).toBe(401);
    const made = await app.admin('POST', '/api-tokens', { name: 'doors', scopes: ['door'] });
    expect(made.status).toBe(201);
    expect((await asked(`/api/person/get/7?access_token=${made.body.token}`)).status).toBe(403);
    expect((await asked('/api/person/get/7', { authorization: `Bearer ${adminToken}` })).status).toBe(200);
  });
});
