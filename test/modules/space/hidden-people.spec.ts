import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { passwordsWereChanged } from '../../support/operators.js';

const password = 'a long password';
let app: TestApp;
let authorization = '';

async function made(path: string, body: object): Promise<string> {
  const answer = await app.admin('POST', path, body);
  expect([path, answer.status]).toEqual([path, 201]);
  return String(answer.body.id);
}

beforeAll(async () => {
  app = await startApp();
  for (const code of ['in', 'out']) await made('/departments', { code, name: code });
  await made('/persons', { pin: '41', name: 'Inna', lastName: 'Near', deptCode: 'in' });
  await made('/persons', { pin: '42', name: 'Otto', lastName: 'Faraway', deptCode: 'out' });
  for (const [at, pin] of ['41', '42'].entries()) {
    const spaceId = await made('/spaces', { name: `Room ${at}`, areaCode: '1', capacity: 3, managerPin: pin });
    const [startTime, endTime] = ['2090-05-01T10:00:00Z', '2090-05-01T11:00:00Z'];
    await made('/space-reservations', { spaceId, subject: `Talk ${at}`, applicantPin: pin, startTime, endTime });
  }
  await made('/operators', { name: 'near', role: 'admin', password, departmentCodes: ['in'] });
  await passwordsWereChanged(app);
  const session = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name: 'near', password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  authorization = `Bearer ${String(session.body.token)}`;
});
afterAll(() => app.stop());

const found = async (path: string): Promise<number> => {
  const { status, body } = await app.request('GET', `/admin/v1${path}`, { headers: { authorization } });
  expect([path, status]).toEqual([path, 200]);
  return (body.items as unknown[]).length;
};

it('rooms and reservations are not found by people whom an operator does not see', async () => {
  expect(await found('/space-reservations')).toBe(2);
  for (const q of ['Faraway', 'Otto', '42']) expect([q, await found(`/space-reservations?q=${q}`)]).toEqual([q, 0]);
  for (const q of ['Near', 'Inna', '41', 'Talk 1'])
    expect([q, await found(`/space-reservations?q=${q}`)]).toEqual([q, 1]);
  expect([await found('/spaces?q=Faraway'), await found('/spaces?q=Near'), await found('/spaces?q=Room')]).toEqual([
    0, 1, 2,
  ]);
});

it('a token finds them by everybody', async () => {
  for (const path of ['/space-reservations?q=Faraway', '/spaces?q=Faraway'])
    expect([path, (await app.admin('GET', path)).body.items.length]).toEqual([path, 1]);
});
