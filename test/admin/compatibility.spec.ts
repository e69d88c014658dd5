import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeEvents } from '../support/events.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const byTheManual = {
  unknownLevels: 'refuse',
  doorState: 'object',
  parkRecords: 'page',
  posRecords: 'page',
  eventNames: 'server',
  certTypes: 'strict',
  uniqueEmail: 'off',
  qrFormat: 'site',
  templates: 'add',
};

/** Calls with a token of its own. */
async function clientWith(compatibility?: object) {
  const { body } = await app.admin('POST', '/api-tokens', {
    name: 'client',
    ...(compatibility ? { compatibility } : {}),
  });
  const call = async (method: string, path: string) =>
    (await app.request(method, `/api/${path}`, { headers: { access_token: body.token as string } })).body;
  return { id: body.id as string, call };
}

describe('switches of a token', () => {
  it('follow the manual by default', async () => {
    const { id } = await clientWith();
    expect((await app.admin('GET', `/api-tokens/${id}`)).body.compatibility).toEqual(byTheManual);
  });

  it('are set with the token, changed, and removed by null; the others stay', async () => {
    const { id } = await clientWith({ doorState: 'array', uniqueEmail: 'on' });
    const patch = async (body: object) => (await app.admin('PATCH', `/api-tokens/${id}`, body)).body;
    const set = { ...byTheManual, doorState: 'array', uniqueEmail: 'on' };
    expect((await app.admin('GET', `/api-tokens/${id}`)).body.compatibility).toEqual(set);
    expect(await patch({ name: 'hotel', compatibility: { uniqueEmail: null, qrFormat: 'vendor' } })).toMatchObject({
      id,
      name: 'hotel',
      compatibility: { ...byTheManual, doorState: 'array', qrFormat: 'vendor' },
    });
    expect((await patch({ name: 'motel' })).compatibility).toMatchObject({ doorState: 'array', qrFormat: 'vendor' });
    expect((await app.admin('PATCH', '/api-tokens/none', { name: 'x' })).status).toBe(404);
  });

  it('come along with an imported token', async () => {
    const tokens = [
      { name: 'old', token: 'ABCDEF0123456789ABCDEF0123456789', compatibility: { parkRecords: 'array' } },
    ];
    const { body } = await app.admin('POST', '/api-tokens/import', { tokens });
    expect((await app.admin('GET', `/api-tokens/${body.items[0].id}`)).body.compatibility.parkRecords).toBe('array');
  });

  it.each([
    [{ doorstate: 'array' }, 'compatibility.doorstate', /is no switch; there are these: unknownLevels, .*templates/],
    [{ doorState: 'list' }, 'compatibility.doorState', /must be one of object, array/],
    [{ doorState: 1 }, 'compatibility.doorState', /must be one of object, array/],
    [{ __proto: 'x' }, 'compatibility.__proto', /is no switch/],
  ])('%j is refused by its field', async (compatibility, field, says) => {
    const { id } = await clientWith();
    for (const [method, path] of [
      ['POST', '/api-tokens'],
      ['PATCH', `/api-tokens/${id}`],
    ] as const) {
      const { status, body } = await app.admin(method, path, { name: 'x', compatibility });
      expect([status, body.errors]).toEqual([400, [{ field, code: 'invalid', message: expect.stringMatching(says) }]]);
    }
  });

  it('are in the document of the admin API, with the client that needs each', async () => {
    const { body } = await app.request('GET', '/openapi/admin.json');
    const { properties } = body.components.schemas.ApiTokenPatch;
    expect(Object.keys(properties.compatibility.properties)).toEqual(Object.keys(byTheManual));
    for (const name of Object.keys(byTheManual)) {
      expect(properties.compatibility.description).toMatch(new RegExp(`\`${name}\` \\(.*\\): .*Needed by `));
    }
  });

  it('hold at the next call, for whoever has the token alone', async () => {
    await storeEvents(app, { sn: 'DOOR1', module: 'acc', eventTime: '2024-05-01 08:00:00', verifyType: '6' });
    const { id, call } = await clientWith();
    const other = await clientWith();
    const said = async (client: typeof other) => {
      const { data } = await client.call('GET', 'transaction/list');
      return [data[0].eventName, data[0].verifyModeName];
    };
    const server = ['Normal Verify Open', 'card or fingerprint'];
    expect(await said({ id, call })).toEqual(server);
    await app.admin('PATCH', `/api-tokens/${id}`, { compatibility: { eventNames: 'protocol' } });
    const protocol = ['The door opens normally after punch', 'Fingerprint or card'];
    expect(await said({ id, call })).toEqual(protocol);
    for (const path of ['v2/transaction/list', 'v3/transaction/person', 'v2/transaction/device/DOOR1']) {
      expect((await call('GET', path)).data.data[0].eventName).toBe(protocol[0]);
    }
    expect((await call('GET', 'transaction/monitor?timestamp=7')).data[0].eventName).toBe(protocol[0]);
    expect((await call('POST', 'transaction/getDoorTransactions')).data[0].eventName).toBe(protocol[0]);
    expect(await said(other)).toEqual(server);
  });
});
