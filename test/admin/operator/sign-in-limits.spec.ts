import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

const password = 'correct horse 1';
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: password, TRUSTED_PROXIES: '127.0.0.1' }, isNoted: false });
});
afterAll(() => app.stop());

const signIn = async (name: string, secret: string, address: string) => {
  const { status, headers } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password: secret }),
    headers: {
      'content-type': 'application/json',
      'x-postern': '1',
      'x-forwarded-for': address,
      origin: new URL(app.url).origin,
    },
  });
  return { status, retryAfter: Number(headers.get('retry-after')) };
};

describe('wrong passwords', () => {
  it('make a name wait after five within a quarter of an hour, from wherever they come, also with the right one', async () => {
    for (let count = 1; count <= 5; count++)
      expect((await signIn('admin', 'wrong', `10.0.0.${count}`)).status).toBe(401);
    const { status, retryAfter } = await signIn('ADMIN', password, '10.0.0.9');
    expect(status).toBe(429);
    expect(retryAfter).toBeGreaterThan(14 * 60);
    expect(retryAfter).toBeLessThanOrEqual(15 * 60);
    await app.sql(`UPDATE wrong_password SET at = at - interval '15 minutes'`);
    expect((await signIn('admin', password, '10.0.0.9')).status).toBe(200);
  });

  it('from elsewhere make nobody wait where the name has signed in before; guesses from there count there', async () => {
    expect((await signIn('admin', password, '10.4.4.4')).status).toBe(200);
    await app.sql('DELETE FROM wrong_password');
    for (let count = 1; count <= 8; count++) await signIn('admin', 'wrong', `10.5.5.${count}`);
    expect((await signIn('admin', password, '10.5.5.99')).status).toBe(429);
    expect((await signIn('Admin', password, '10.4.4.4')).status).toBe(200);
    for (let count = 1; count <= 5; count++) expect((await signIn('admin', 'wrong', '10.4.4.4')).status).toBe(401);
    expect((await signIn('admin', password, '10.4.4.4')).status).toBe(429);
    await app.sql('DELETE FROM wrong_password');
  });

  it('at an address that the name is known at do not make it wait elsewhere', async () => {
    expect((await signIn('admin', password, '10.6.6.6')).status).toBe(200);
    for (let count = 1; count <= 5; count++) expect((await signIn('admin', 'wrong', '10.6.6.6')).status).toBe(401);
    expect((await signIn('admin', password, '10.6.6.7')).status).toBe(200);
    await app.sql('DELETE FROM wrong_password');
  });

  it('make an address wait after twenty, whatever the names', async () => {
    for (let count = 1; count <= 20; count++)
      expect((await signIn(`guess${count}`, 'wrong', '10.1.1.1')).status).toBe(401);
    expect((await signIn('admin', password, '10.1.1.1')).status).toBe(429);
    expect((await signIn('admin', password, '10.1.1.2')).status).toBe(200);
  });

  it('are counted while they are being checked: many at once are not let through', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_, at) => signIn('many', 'wrong', `10.2.2.${at}`)));
    expect(all.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('are forgotten at the address of whoever then gives the right one', async () => {
    for (let round = 0; round < 3; round++) {
      for (let count = 0; count < 4; count++) expect((await signIn('admin', 'wrong', '10.3.3.3')).status).toBe(401);
      expect((await signIn('admin', password, '10.3.3.3')).status).toBe(200);
    }
  });
});
