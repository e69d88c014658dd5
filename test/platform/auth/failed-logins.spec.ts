import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FailedLoginLimiter } from '../../../src/platform/auth/failed-login-limiter.js';
import { neighbourhood } from '../../../src/platform/network/neighbourhood.js';
import { adminToken, apiToken, startApp, type TestApp } from '../../support/app.js';

const path = '/api/accLevel/list?pageNo=1&pageSize=10';

describe('guessing', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  });
  afterEach(() => app.stop());

  const call = (address: string, token?: string, at = app) =>
    at.request('GET', path, {
      headers: { 'x-forwarded-for': address, ...(token === undefined ? {} : { access_token: token }) },
    });
  const status = async (address: string, token?: string, at = app) => (await call(address, token, at)).status;
  const guessFrom = async (address: string) => {
    for (let n = 0; n < 20; n++) expect(await status(address, `guess ${n}`)).toBe(401);
  };

  it('makes the address wait, even with a right token that was never used there', async () => {
    await guessFrom('203.0.113.4');
    const facade = await call('203.0.113.4', apiToken);
    expect([facade.status, facade.body.code, facade.body.data]).toEqual([429, -1, null]);
    expect(Number(facade.headers.get('retry-after'))).toBeGreaterThan(0);
    const admin = await app.request('GET', '/admin/v1/devices', {
      headers: { 'x-forwarded-for': '203.0.113.4', authorization: `Bearer ${adminToken}` },
    });
    const instance = '/admin/v1/devices';
    expect(admin.body).toMatchObject({ instance });
    const none = await app.request('GET', `${instance}?limit=1`);
    const unauthorized = { type: 'urn:postern:unauthorized', title: 'unauthorized', status: 401, instance };
    expect(none).toMatchObject({ status: 401, body: unauthorized });
    expect(admin).toMatchObject({ status: 429, body: { type: 'urn:postern:tooMany', title: 'too many' } });
    expect(admin.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(Number(admin.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await status('203.0.113.5', apiToken)).toBe(200);
  });

  it('never blocks a caller who used the address before, even after a restart', async () => {
    expect(await status('203.0.113.4', apiToken)).toBe(200);
    await guessFrom('203.0.113.4');
    expect(await status('203.0.113.4', 'one more')).toBe(429);
    expect(await status('203.0.113.4', apiToken)).toBe(200);
    const later = await startApp({ databaseUrl: app.databaseUrl, env: { TRUSTED_PROXIES: '127.0.0.1' } });
    try {
      for (let n = 0; n < 20; n++) await status('203.0.113.4', `guess ${n}`, later);
      expect(await status('203.0.113.4', apiToken, later)).toBe(200);
      expect(await status('203.0.113.4', adminToken, later)).toBe(429);
    } finally {
      await later.stop();
    }
  });

  it('counts for all gateways of the database together: several workers give nobody more guesses', async () => {
    const other = await startApp({ databaseUrl: app.databaseUrl, env: { TRUSTED_PROXIES: '127.0.0.1' } });
    try {
      await guessFrom('203.0.113.7');
      expect(await status('203.0.113.7', 'one more')).toBe(429);
      // Hearing of it takes a moment. A right token that came too early would be that of a known caller.
      let more = 0;
      const heard = () => {
        more++;
        return status('203.0.113.7', `other guess ${more}`, other);
      };
      await expect.poll(heard, { timeout: 60_000, interval: 1_500 }).toBe(429);
      expect(more).toBeLessThan(20);
      expect(await status('203.0.113.7', apiToken, other)).toBe(429);
      expect(await status('203.0.113.8', apiToken, other)).toBe(200);
    } finally {
      await other.stop();
    }
  });

  it('never blocks a device; neither a missing nor a right token is a guess', async () => {
    await app.admin('POST', '/devices', { sn: 'KNOWN1' });
    const poll = () =>
      app.request('GET', '/iclock/getrequest?SN=KNOWN1', { headers: { 'x-forwarded-for': '203.0.113.4' } });
    const before = (await poll()).status;
    for (let n = 0; n < 30; n++) expect(await status('203.0.113.4')).toBe(401);
    for (let n = 0; n < 30; n++) expect(await status('203.0.113.4', apiToken)).toBe(200);
    await guessFrom('203.0.113.4');
    expect(await status('203.0.113.4')).toBe(401);
    expect((await poll()).status).toBe(before);
  });

  it('many guesses at once do not show which was right', async () => {
    const tokens = Array.from({ length: 60 }, (_, n) => (n === 59 ? apiToken : `guess ${n}`));
    const guesses = tokens.slice(0, -1).map((token) => status('203.0.113.4', token));
    await Promise.all(guesses);
    expect(await status('203.0.113.4', apiToken)).toBe(429);
  });
});

describe('the count of guesses', () => {
  it('ends a minute after the twentieth', () => {
    const guesses = new FailedLoginLimiter();
    for (let n = 0; n < 20; n++) guesses.wrong('10.0.0.1', 1_000 * n);
    expect(guesses.waits('10.0.0.1', 19_000)).toBe(60);
    guesses.wrong('10.0.0.1', 70_000);
    expect(guesses.waits('10.0.0.1', 78_999)).toBe(1);
    expect(guesses.waits('10.0.0.1', 79_000)).toBe(0);
    expect(guesses.waits('10.0.0.2', 19_000)).toBe(0);
  });

  it('forgets what is a minute old', () => {
    const guesses = new FailedLoginLimiter();
    for (let n = 0; n < 19; n++) guesses.wrong('10.0.0.1', 0);
    guesses.wrong('10.0.0.1', 60_000);
    expect(guesses.waits('10.0.0.1', 60_000)).toBe(0);
  });

  it('counts neighbouring IPv6 addresses as one', () => {
    expect(neighbourhood('2001:db8::1')).toBe(neighbourhood('2001:db8::ffff:1'));
    expect(neighbourhood('2001:db8:0:1::1')).not.toBe(neighbourhood('2001:db8::1'));
    expect(neighbourhood('::1')).toBe('0:0:0:0::/64');
    expect(neighbourhood('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(neighbourhood('2001:DB8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(neighbourhood('10.0.0.1')).toBe('10.0.0.1');
  });

  it('does not grow with the addresses', () => {
    const guesses = new FailedLoginLimiter();
    for (let n = 0; n < 30_000; n++) guesses.wrong(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, 0);
    expect((guesses as unknown as { byAddress: Map<string, unknown> }).byAddress.size).toBeLessThanOrEqual(10_000);
  });
});
