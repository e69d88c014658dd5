import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

/** A room of the north that somebody of the south manages and has reserved. */
let app: TestApp;
let north: string;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' } });
  for (const [code, pin, name] of [
    ['north', '7001', 'Norma'],
    ['south', '7002', 'Sutherland'],
  ] as const) {
    await created('/departments', { code, name: code });
    await created('/persons', { pin, name, lastName: `of ${code}`, deptCode: code });
  }
  for (const [id, pin] of [
    ['blue', '7001'],
    ['red', '7002'],
  ] as const) {
    await created('/spaces', { id, name: id, areaCode: '1', capacity: 4, managerPin: pin });
    const times = { startTime: '2090-05-31 09:00:00', endTime: '2090-05-31 10:00:00' };
    await created('/space-reservations', { id: `r-${id}`, spaceId: id, subject: 'Talk', applicantPin: pin, ...times });
  }
  north = await signedIn();
});
afterAll(() => app.stop());

async function created(path: string, body: object): Promise<void> {
  const { status, body: answer } = await app.admin('POST', path, body);
  expect([path, status, answer]).toEqual([path, 201, expect.anything()]);
}

async function signedIn(): Promise<string> {
  const password = 'a long password';
  await created('/operators', { name: 'north', password, role: 'admin', departmentCodes: ['north'] });
  const answer = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name: 'north', password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  return answer.body.token as string;
}

const idsAsNorth = async (path: string): Promise<string[]> => {
  const answer = await app.request('GET', `/admin/v1${path}`, { headers: { authorization: `Bearer ${north}` } });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.body.items.map(({ id }: { id: string }) => id);
};

describe('an operator of some departments', () => {
  it.each([
    ['/spaces', 'q=sutherland', []],
    ['/spaces', 'q=norma', ['blue']],
    ['/spaces', 'sort=-managerName', ['blue', 'red']],
    ['/spaces', '', ['blue', 'red']],
    ['/space-reservations', 'q=sutherland', []],
    ['/space-reservations', 'q=7002', []],
    ['/space-reservations', 'q=7001', ['r-blue']],
    ['/space-reservations', 'sort=-applicantName', ['r-blue', 'r-red']],
    ['/space-reservations', 'sort=id', ['r-blue', 'r-red']],
  ] as const)('finds nobody else in the rooms: GET %s?%s', async (path, query, ids) => {
    expect(await idsAsNorth(`${path}?${query}`)).toEqual(ids);
  });

  it('is not told by the pin who else has reserved a room', async () => {
    const answer = await app.request('GET', '/admin/v1/space-reservations?pin=7002', {
      headers: { authorization: `Bearer ${north}` },
    });
    expect([answer.status, answer.body.items ?? []]).toEqual([404, []]);
  });
});

describe('a token', () => {
  it('finds whoever manages and reserves rooms', async () => {
    for (const path of ['/spaces?q=sutherland', '/space-reservations?q=sutherland'])
      expect((await app.admin('GET', path)).body.items).toHaveLength(1);
  });
});
