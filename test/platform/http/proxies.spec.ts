import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/platform/config.js';
import { storeEvents } from '../../support/events.js';
import { apiToken, startApp, type TestApp } from '../../support/app.js';

let behind: TestApp;
let plain: TestApp;
beforeAll(async () => {
  behind = await startApp({ env: { TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1' } });
  plain = await startApp();
});
afterAll(() => Promise.all([behind, plain].map((app) => app.stop())));

const through = (app: TestApp, forwarded: string, method: string, path: string, token = apiToken) =>
  app.request(method, path, { headers: { access_token: token, 'x-forwarded-for': forwarded } });

const logIds = (of: number) => Array.from({ length: of }, (_, n) => ({ logId: n + 1 }));

describe('behind a proxy of ours', () => {
  it('two clients of one token have a position each in the monitor', async () => {
    await storeEvents(behind, ...logIds(10));
    // A new reader begins ten seconds back, and this machine may be slower.
    await behind.sql(`UPDATE feed SET at = at + interval '1 hour'`);
    const monitor = async (client: string, stamp: number) => {
      const { body } = await through(behind, client, 'GET', `/api/transaction/monitor?timestamp=${stamp}`);
      return body.data.length as number;
    };
    expect(await monitor('203.0.113.4', 100)).toBe(10);
    expect(await monitor('203.0.113.5', 200)).toBe(10);
    await storeEvents(behind, ...logIds(3).map(({ logId }) => ({ logId: logId + 10 })));
    expect(await monitor('203.0.113.5', 300)).toBe(3);
    expect(await monitor('203.0.113.4', 400)).toBe(3);
  });

  it('a token is valid for the networks of its clients, not for those of the proxy', async () => {
    const { token } = (await behind.admin('POST', '/api-tokens', { name: 'x', allowedCidrs: ['203.0.113.0/24'] })).body;
    const statusFrom = async (forwarded: string) =>
      (await through(behind, forwarded, 'GET', '/api/person/get/7', token)).status;
    expect(await statusFrom('203.0.113.4')).toBe(200);
    expect(await statusFrom('198.51.100.1')).toBe(401);
    expect(await statusFrom('203.0.113.4, 198.51.100.1')).toBe(401);
    expect(await statusFrom('198.51.100.1, 203.0.113.4, 10.1.1.1')).toBe(200);
  });

  it('the audit log and a device have the address of who called', async () => {
    await behind.request('GET', '/iclock/cdata?SN=BEHIND1&options=all', { headers: { 'x-forwarded-for': '10.7.7.7' } });
    expect((await behind.admin('GET', '/devices/BEHIND1')).body.address).toBe('10.7.7.7');
    await behind.request('POST', '/admin/v1/areas', {
      body: '{"code":"9","name":"Nine"}',
      headers: { authorization: 'Bearer test-admin-token-0123456789', 'x-forwarded-for': '203.0.113.9' },
    });
    expect((await behind.admin('GET', '/audit?limit=1')).body.items[0].address).toBe('203.0.113.9');
  });
});

describe('without TRUSTED_PROXIES', () => {
  it('no client can choose its address', async () => {
    const { token } = (await plain.admin('POST', '/api-tokens', { name: 'x', allowedCidrs: ['203.0.113.0/24'] })).body;
    expect((await through(plain, '203.0.113.4', 'GET', '/api/person/get/7', token)).status).toBe(401);
    await plain.request('GET', '/iclock/cdata?SN=PLAIN1&options=all', { headers: { 'x-forwarded-for': '10.7.7.7' } });
    expect((await plain.admin('GET', '/devices/PLAIN1')).body.address).toBe('127.0.0.1');
  });
});

describe('TRUSTED_PROXIES', () => {
  it.each(['proxy.local', '10.0.0.0/33', '10.0.0.1,', '*'])('refuses %j', (text) => {
    expect(() => loadConfig({ TRUSTED_PROXIES: text })).toThrow(
      'TRUSTED_PROXIES must be addresses and networks such as 10.0.0.0/8, separated by commas',
    );
  });
});
