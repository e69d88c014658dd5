import { createDecipheriv } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QrKeyService } from '../../../src/modules/device/qr-key.service.js';
import { apiToken, startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/person/add', { pin: '123', name: 'Ana' });
  await app.api('POST', '/api/person/add', { pin: '124', name: 'Ben' });
});
afterAll(() => app.stop());

const live = async () =>
  (await app.sql<{ card_no: string }>('SELECT card_no FROM qr_code WHERE expires_at > now() ORDER BY created_at')).map(
    ({ card_no }) => card_no,
  );

/** Ten digits that fit in 32 bits. */
const isCredential = (text: string) => /^\d{10}$/.test(text) && Number(text) >= 1e9 && Number(text) < 2 ** 32;

describe('the QR code of a person (2.13.5, v1.2 2.1.1.8)', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const calls: [string, () => ReturnType<TestApp['api']>][] = [
    ['the pin in the path', () => app.api('POST', '/api/person/getQrCode/123')],
    ['the pin in the path and as JSON', () => app.api('POST', '/api/person/getQrCode/123', { pin: '123' })],
    ['the pin as JSON', () => app.api('POST', '/api/person/getQrCode', { pin: 123 })],
    ['the pin in the query', () => app.api('POST', '/api/person/getQrCode?pin=123')],
    [
      'the pin in a form',
      () => app.request('POST', `/api/person/getQrCode?access_token=${apiToken}`, { body: 'pin=123', headers: form }),
    ],
    ['v2, the pin in the query', () => app.api('POST', '/api/v2/person/getQrCode?pin=123')],
    ['v2, the pin as JSON', () => app.api('POST', '/api/v2/person/getQrCode', { pin: '123' })],
  ];

  it.each(calls)('is a text: %s', async (_form, call) => {
    const { status, body } = await call();
    expect([status, body.code, body.message, Object.keys(body)]).toEqual([
      200,
      0,
      'success',
      ['code', 'message', 'data'],
    ]);
    expect(body.data).toSatisfy(isCredential);
    // A person has one valid code: the last one.
    expect(await live()).toEqual([body.data]);
  });

  it('is different each time, and each person has one', async () => {
    const codeOf = async (pin: string) => (await app.api('POST', `/api/person/getQrCode/${pin}`)).body.data as string;
    const codes = [await codeOf('123'), await codeOf('123'), await codeOf('124')];
    expect(new Set(codes).size).toBe(3);
    expect(await live()).toEqual(codes.slice(1));
    const many = await Promise.all(Array.from({ length: 8 }, () => codeOf('124')));
    expect(new Set(many).size).toBe(8);
    expect((await live()).length).toBe(2);
  });

  it.each([
    ['POST', '/api/person/getQrCode', {}, -20],
    ['POST', '/api/person/getQrCode', { pin: '' }, -20],
    ['POST', '/api/v2/person/getQrCode', {}, -20],
    ['POST', '/api/person/getQrCode/999', {}, -22],
    ['POST', '/api/v2/person/getQrCode?pin=999', {}, -22],
  ])('%s %s %j is refused', async (method, path, body, code) => {
    expect((await app.api(method, path, body)).body).toMatchObject({ code, data: null });
  });

  it('is refused for a person who left (-22)', async () => {
    await app.api('POST', '/api/person/add', { pin: '125' });
    await app.api('POST', '/api/person/leave', { pin: '125' });
    expect((await app.api('POST', '/api/person/getQrCode/125')).body.code).toBe(-22);
  });

  it('is neither in the audit log nor among the cards', async () => {
    const { data } = (await app.api('POST', '/api/person/getQrCode/123')).body as { data: string };
    const audit = (await app.admin('GET', '/audit?limit=5')).text;
    expect(audit).toContain('getQrCode');
    expect(audit).not.toContain(data);
    expect((await app.admin('GET', '/cards')).body.items).toEqual([]);
    expect((await app.api('GET', '/api/person/get/123')).body.data.cardNo).toBe('');
  });
});

describe('settings of QR codes', () => {
  it('have a life in seconds', async () => {
    const usual = { vendorQrCode: false, qrProvider: 'credential', qrSeconds: 300, qrTemplate: '{pin},{expires}' };
    expect((await app.admin('GET', '/settings')).body).toMatchObject(usual);
    expect((await app.admin('PATCH', '/settings', { qrSeconds: 60 })).body).toMatchObject({ ...usual, qrSeconds: 60 });
    await app.api('POST', '/api/person/getQrCode/123');
    const [row] = await app.sql<{ seconds: number }>(
      'SELECT round(extract(epoch FROM expires_at - created_at))::int AS seconds FROM qr_code WHERE expires_at > now() ORDER BY created_at DESC LIMIT 1',
    );
    expect(row?.seconds).toBe(60);
    for (const [body, field] of [
      [{ qrSeconds: 4 }, 'qrSeconds'],
      [{ qrSeconds: 86_401 }, 'qrSeconds'],
      [{ qrProvider: 'other' }, 'qrProvider'],
      [{ qrTemplate: '{expires}' }, 'qrTemplate'],
      [{ qrTemplate: '{pin}{name}' }, 'qrTemplate'],
    ] as const) {
      const { status, body: answer } = await app.admin('PATCH', '/settings', body);
      expect([status, answer.errors?.[0]?.field]).toEqual([400, field]);
    }
    expect((await app.admin('GET', '/settings')).body).toMatchObject({ qrProvider: 'credential', qrSeconds: 60 });
  });

  it("make codes of the vendor's scheme 2 only if devices get the key", async () => {
    expect((await app.admin('PATCH', '/settings', { qrProvider: 'vendor-2' })).status).toBe(409);
    const on = { vendorQrCode: true, qrProvider: 'vendor-2', qrTemplate: '{pin};{issued};{expires}', qrSeconds: 300 };
    expect((await app.admin('PATCH', '/settings', on)).body).toMatchObject(on);
    const { data } = (await app.api('POST', '/api/person/getQrCode/123')).body as { data: string };
    expect(data).toMatch(/^2#[A-Za-z0-9+/]+=*$/);
    const key = (await app.app.get(QrKeyService).current(app.work.manager)) ?? '';
    const cipher = createDecipheriv('aes-256-ecb', Buffer.from(key, 'ascii'), null);
    const text = cipher.update(data.slice(2), 'base64', 'utf8') + cipher.final('utf8');
    const [pin, issued, expires] = text.split(';');
    expect(pin).toBe('123');
    // A code of this kind is valid for a minute at most, however long other codes are valid.
    expect(Number(expires) - Number(issued)).toBe(60);
    expect(Math.abs(Number(issued) - Date.now() / 1000)).toBeLessThan(60);
    // The key cannot be switched off while the provider uses it.
    expect((await app.admin('PATCH', '/settings', { vendorQrCode: false })).status).toBe(409);
    const off = { vendorQrCode: false, qrProvider: 'credential' };
    expect((await app.admin('PATCH', '/settings', off)).body).toMatchObject(off);
    expect((await app.api('POST', '/api/person/getQrCode/123')).body.data).toSatisfy(isCredential);
  });
});
