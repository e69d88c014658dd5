import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
let closed: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  closed = await startApp({ env: { API_DOCS: 'off' } });
});
afterAll(() => Promise.all([app, closed].map((one) => one.stop())));

/** `script-src 'self'; ...` -> the sources by directive */
const policyOf = (headers: Headers) =>
  new Map(
    (headers.get('content-security-policy') ?? '').split(';').map((part) => {
      const [name = '', ...sources] = part.trim().split(' ');
      return [name, sources];
    }),
  );

describe('security headers', () => {
  it.each([
    ['the status page', '/', 200],
    ['Swagger UI', '/docs', 200],
    ['a script of it', '/docs/swagger-ui-bundle.js', 200],
    ['the document', '/openapi/facade.json', 200],
    ['health', '/health/live', 200],
    ['metrics', '/metrics', 200],
    ['the facade', `/api/door/list?access_token=${apiToken}`, 200],
    ['a refusal of the facade', '/api/door/list', 401],
    ['a refusal of the admin API', '/admin/v1/devices', 401],
    ['nothing', '/nothing', 404],
    ['an address that cannot be read', '/%', 400],
  ])('are set on %s', async (_, path, status) => {
    const answer = await app.request('GET', path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const policy = policyOf(answer.headers);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(policy.get('script-src') ?? []).not.toContain("'unsafe-inline'");
    expect(answer.headers.get('strict-transport-security')).toBeNull();
  });

  it('require HTTPS after a request over HTTPS', async () => {
    const { headers } = await app.request('GET', '/', {
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(headers.get('strict-transport-security')).toBe('max-age=15552000');
    const stranger = await closed.request('GET', '/', {
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(stranger.headers.get('strict-transport-security')).toBeNull();
  });

  it.each(['/docs', '/docs/admin'])('let %s work: no script in the page, all of its files from here', async (path) => {
    const { text, headers } = await app.request('GET', path);
    const policy = policyOf(headers);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('connect-src')).toEqual(["'self'"]);
    const scripts = [...text.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(2);
    for (const [, attributes = '', inside = ''] of scripts) {
      expect(inside.trim()).toBe('');
      expect(attributes).toContain('src=');
    }
    const files = [...text.matchAll(/(?:src|href)=["']([^"']+)["']/g)].map(([, file = '']) => file);
    for (const file of files.filter((one) => !one.startsWith('#'))) {
      const url = new URL(file, `${app.url}${path}`);
      expect([file, url.origin]).toEqual([file, app.url]);
      expect([file, (await app.request('GET', url.pathname)).status]).toEqual([file, 200]);
    }
    // Attributes that run code would be scripts in the page.
    expect(text).not.toMatch(/<[^>]+ on\w+=/i);
  });
});

describe('an unknown path', () => {
  const token = 'a-token-that-nobody-shall-see';

  it.each([
    `/nothing?access_token=${token}`,
    `/nothing&access_token=${token}`,
    `/docs/nothing?access_token=${token}`,
    `/admin/v2/nothing?access_token=${token}`,
    `/admin&access_token=${token}`,
    `/health/nothing&acc_token=${token}`,
    `/api/nothing?access_token=${token}`,
    `/%?access_token=${token}`,
  ])('is answered without the token of its address: %s', async (path) => {
    const { status, text } = await app.request('GET', path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain(token);
  });
});

describe('API_DOCS=off', () => {
  it.each([
    '/docs',
    '/docs/admin',
    '/docs/swagger-ui-init.js',
    '/openapi/facade.json',
    '/openapi/admin.json',
    '/asyncapi.json',
  ])('serves no %s', async (path) => {
    expect((await closed.request('GET', path)).status).toBe(404);
  });

  it('and the status page has no link to them', async () => {
    const { status, text } = await closed.request('GET', '/');
    expect([status, /\/docs|\/openapi/.test(text)]).toEqual([200, false]);
  });
});
