import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

describe('batches with the same people in different orders', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(async () => {
    await app.stop();
  });

  const pins = Array.from({ length: 30 }, (_, at) => `${5000 + at}`);
  const backwards = pins.toReversed();
  const add = (some: readonly string[]) =>
    app.api(
      'POST',
      '/api/v2/person/addPersons',
      some.map((pin) => ({ pin, name: `Name ${pin}` })),
    );

  it('all succeed: none waits for another for ever', async () => {
    await add(pins);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => add(at % 2 === 0 ? pins : backwards)));
    expect(answers.map(({ body }) => body.code)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('and so do people of an area who are added and removed at once', async () => {
    await add(pins);
    const call = (what: 'set' | 'delete', some: readonly string[]) =>
      app.api('POST', `/api/attAreaPerson/${what}`, { code: '1', pins: some });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => call(at % 3 === 0 ? 'delete' : 'set', at % 2 === 0 ? pins : backwards)),
    );
    expect(answers.map(({ body }) => body.code)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('of two that remove the same at once, only one is told that it existed', async () => {
    await app.api('POST', '/api/parkAuthorize/addBlackWhite?type=1&carNumber=AT1');
    const form = new FormData();
    form.set('file', new Blob([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')]), 'a.png');
    const headers = { authorization: 'Bearer test-admin-token-0123456789' };
    const made = await fetch(`${app.url}/admin/v1/media?name=AT1`, { method: 'POST', headers, body: form });
    expect(made.status).toBe(201);
    for (const [path, gone] of [
      ['parkAuthorize/delBlackWhite?carNumber=AT1', -223],
      ['adMedia/delete/AT1', -70],
    ] as const) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => app.api('POST', `/api/${path}`)));
      expect(answers.map(({ body }) => body.code).sort()).toEqual([gone, gone, gone, gone, gone, 0].sort());
    }
  });

  it('report each result in the order of the request', async () => {
    const { body } = await app.api('POST', '/api/v2/person/addPersons', [
      { pin: '5009', deptCode: 'none' },
      { pin: '5001' },
      { pin: '5000', deptCode: 'none' },
    ]);
    expect(body).toEqual({
      code: 0,
      message: 'Succeed: 1, Failed: 2.',
      data: ['5009: The department number none does not exist', '5000: The department number none does not exist'],
    });
  });
});
