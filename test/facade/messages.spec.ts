import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../../src/facade/code.js';
import { messageOf } from '../../src/facade/message.js';
import { startApp, type TestApp } from '../support/app.js';

const appendix = readFileSync(new URL('../contract/appendix-codes.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([code = '', text = '']) => [Number(code), text] as const);

describe('the text of a code', () => {
  it.each(appendix)("%i says what the manual's appendix says", (code, text) => {
    expect(messageOf(code)).toBe(text);
  });

  it('exists for every code that a call can answer', () => {
    const known = new Set(appendix.map(([code]) => code));
    expect(Object.values(codeOf).filter((code) => !known.has(code))).toEqual([]);
  });
});

describe('a refusal', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it.each([
    ['GET', '/api/person/get/9', -22, 'The person does not exist', 'The person 9 does not exist'],
    ['GET', '/api/door/get', -44, 'Door id can’t be null', 'id is required'],
    ['GET', '/api/door/list', -92, 'PageSize and pageNo cannot be empty', 'pageNo and pageSize cannot be empty'],
    ['GET', '/api/v2/transaction/getById', -1, 'Program error', 'id is required'],
  ])(
    '%s %s is the letter of the manual, and what is wrong here beside it',
    async (method, path, code, message, detail) => {
      const { status, body } = await app.api(method, path);
      expect([status, body]).toEqual([200, { code, message, detail, data: null }]);
    },
  );

  it('without a token has the same fields', async () => {
    const { status, body } = await app.request('GET', '/api/door/list');
    expect([status, body]).toEqual([
      401,
      { code: -1, message: 'Program error', detail: 'access token is missing', data: null },
    ]);
  });

  it('of the calls that answer with ret has our text in msg, because they have no code', async () => {
    const { body } = await app.api('POST', '/api/transaction/getDoorTransactionDetail');
    expect(body).toEqual({ ret: 'fail', msg: 'id is required', data: null, i18nArgs: null });
  });
});
