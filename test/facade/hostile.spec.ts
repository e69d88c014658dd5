import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBody } from '../../src/platform/http/body-parser.js';
import { startApp, type TestApp } from '../support/app.js';
import { refusalOf } from '../support/answers.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('names that every object of JavaScript has', () => {
  it.each(['__proto__', 'constructor'])('%s gives no field a value', async (word) => {
    const add = async (field: object) => (await app.api('POST', '/api/person/add', { pin: '1', ...field })).body;
    expect(await add({ isDisabled: word })).toEqual(refusalOf(-1, 'isDisabled must be true or false'));
    expect(await add({ gender: word })).toEqual(refusalOf(-1, 'gender must be M, F, male or female'));
    expect((await app.api('GET', '/api/person/get/1')).body.code).toBe(-22);
  });
});

describe('bodies that could block all others', () => {
  it('a string without an end, full of escaped quotes', async () => {
    const body = (size: number) => Buffer.from(`{"a":1234567890123456,"b":"${'\\"'.repeat(size)}`);
    const once = (bytes: Buffer) => {
      const begin = performance.now();
      expect(() => readBody(bytes, 'application/json')).toThrow('the body cannot be read');
      return performance.now() - begin;
    };
    // The fastest of several runs, because other work on the machine slows some of them down.
    const time = (size: number) => {
      const bytes = body(size);
      return Math.min(...Array.from({ length: 7 }, () => once(bytes)));
    };
    // Ten times as much takes about ten times as long; it took a hundred times.
    await expect.poll(() => time(100_000) / (time(10_000) + 5)).toBeLessThan(40);
  });

  it('objects in objects', async () => {
    const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`) as object;
    expect((await app.api('POST', '/api/department/add', { code: 'N', name: 'N', more: deep(20) })).body.code).toBe(0);
    const { body } = await app.api('POST', '/api/department/add', { code: 'N', name: 'N', more: deep(500) });
    expect([body.code, body.detail]).toEqual([-1, 'the body nests deeper than 32 levels']);
    expect((await app.admin('POST', '/areas', { code: 'N', name: 'N', more: deep(500) })).status).toBe(400);
  });

  it('thousands of parameters: the audit log keeps the first of them', async () => {
    const more = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`more${at}`, at]));
    expect((await app.api('POST', '/api/department/add', { code: 'M', name: 'M', ...more })).body.code).toBe(0);
    const { items } = (await app.admin('GET', '/audit?limit=1')).body;
    expect(items[0].detail).toMatchObject({ code: 'M', name: 'M', more0: 0 });
    expect(Object.keys(items[0].detail as object)).toHaveLength(100);
  });
});

it('a parameter with an escaped escape breaks no call', async () => {
  expect((await app.api('POST', '/api/person/add', { pin: '2', more: { path: 'C:\\u0000' } })).body.code).toBe(0);
});

describe('addresses that cannot be read are refused in the form of their API', () => {
  const long = 'x'.repeat(600);
  const detail = 'the address cannot be read';
  const problem = { type: 'about:blank', title: 'unreadable address' };
  it.each<[string, number, string, unknown]>([
    ['/api/person/get/%ZZ?access_token=t', 404, 'application/json', refusalOf(-1, detail)],
    ['/admin/v1/persons/%ZZ', 400, 'application/problem+json', { ...problem, status: 400, detail }],
    [
      `/admin/v1/persons/${long}`,
      414,
      'application/problem+json',
      { ...problem, status: 414, detail: 'a part of the address is too long' },
    ],
  ])('%s', async (path, status, type, body) => {
    const answer = await app.request('GET', path);
    expect([answer.status, answer.headers.get('content-type'), answer.body]).toEqual([
      status,
      `${type}; charset=utf-8`,
      body,
    ]);
  });
});

it('the answer for an unknown address does not repeat its token', async () => {
  const { status, body } = await app.api('GET', '/api/nowhere?pin=1');
  expect([status, body]).toEqual([404, refusalOf(-1, 'Cannot GET /api/nowhere')]);
});

it('an unknown address is 404, whatever the body holds', async () => {
  for (const body of ['what is this', '"', '\u0001', `{"a":`.repeat(40)]) {
    expect([body, (await app.request('POST', '/nowhere', { body })).status]).toEqual([body, 404]);
  }
});
