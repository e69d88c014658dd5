import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
let token: string;
const password = 'a long password';
const operator = { name: 'north', password, role: 'operator', departmentCodes: ['north'], areaCodes: null };
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
  for (const [path, body] of [
    ['/departments', { code: 'north', name: 'North' }],
    ['/access-levels', { id: 'hall', name: 'Hall' }],
    ['/persons', { pin: '1', deptCode: 'north' }],
    ['/persons', { pin: '2', accLevelIds: ['hall'] }],
    ['/persons', { pin: '3' }],
    ['/operators', operator],
  ] as const)
    expect([path, (await app.admin('POST', path, body)).status]).toEqual([path, 201]);
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name: 'north', password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  token = body.token;
});
afterAll(() => app.stop());

const members = async () =>
  (await app.admin('GET', '/access-levels/hall/persons')).body.items.map(({ pin }: { pin: string }) => pin);
const change = (body: object, level = 'hall') => app.admin('POST', `/access-levels/${level}/persons`, body);

it('grants a level to some and takes it from others, and tells of each', async () => {
  const { status, body } = await change({ add: ['1', '3', 'nobody', '3'], remove: ['2'] });
  expect([status, body]).toEqual([
    200,
    {
      items: [
        { pin: '2', error: null },
        { pin: '1', error: null },
        { pin: '3', error: null },
        { pin: 'nobody', error: 'personNotFound' },
      ],
    },
  ]);
  expect(await members()).toEqual(['1', '3']);
});

it('refuses whom both lists name, and a level that is not there', async () => {
  const both = await change({ add: ['1'], remove: ['1'] });
  expect([both.status, both.body.errors[0].field]).toEqual([400, 'add']);
  expect((await change({ add: ['1'] }, 'nope')).status).toBe(404);
  expect(await members()).toEqual(['1', '3']);
});

it('is about people of other departments for nobody who is bound to one', async () => {
  const as = (body: object) =>
    app.request('POST', '/admin/v1/access-levels/hall/persons', {
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  expect((await as({ remove: ['3'] })).status).toBe(404);
  expect((await as({ remove: ['1', '3'] })).status).toBe(404);
  expect(await members()).toEqual(['1', '3']);
  expect((await as({ remove: ['1'] })).status).toBe(200);
  expect(await members()).toEqual(['3']);
});
