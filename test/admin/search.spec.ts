import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { ADMIN_PASSWORD: 'correct horse 1' }, isNoted: false });
  for (const site of ['north', 'south']) {
    await made('/areas', { code: site, name: site });
    await made('/departments', { code: site, name: site });
    await made('/devices', { sn: `KANTA-${site}`, name: `Kanta ${site}`, areaCode: site });
    await made('/doors', { id: `door-${site}`, sn: `KANTA-${site}`, number: 1, name: `Kanta door ${site}` });
    await made('/access-levels', {
      ...{ id: `level-${site}`, name: `Kanta level ${site}`, areaCode: site, timeZoneId: 1 },
      doorIds: [`door-${site}`],
    });
  }
  await made('/persons', { pin: '61', name: 'Kanta', lastName: 'Nieminen', deptCode: 'north', cardNo: '7006161' });
  await made('/persons', { pin: '6161', name: 'Kanta', lastName: '100%', deptCode: 'south', cardNo: '7006162' });
  await made('/persons', { pin: '16', name: '', deptCode: 'south' });
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<void> {
  const { status, body: answer } = await app.admin('POST', path, body);
  expect([path, status, answer]).toEqual([path, 201, expect.anything()]);
}

interface Found {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly sub: string | null;
}

const short = ({ kind, id, title, sub }: Found) => [kind, id, title, sub];
const find = async (q: string, limit?: number) => {
  const query = new URLSearchParams({ q, ...(limit === undefined ? {} : { limit: String(limit) }) });
  const { status, body } = await app.admin('GET', `/search?${query.toString()}`);
  expect([status, body.detail]).toEqual([200, undefined]);
  return (body.items as Found[]).map(short);
};

async function as(role: string, more: object = {}): Promise<(q: string) => Promise<unknown[]>> {
  const name = `${role} ${Object.keys(more).length}`;
  const password = 'a long password';
  await made('/operators', { name, role, password, ...more });
  const { body } = await app.request('POST', '/admin/v1/session', {
    body: JSON.stringify({ name, password, token: true }),
    headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
  });
  const headers = { authorization: `Bearer ${body.token as string}` };
  return async (q) => {
    const answer = await app.request('GET', `/admin/v1/search?${new URLSearchParams({ q }).toString()}`, { headers });
    expect(answer.status).toBe(200);
    return (answer.body.items as Found[]).map(short);
  };
}

describe('the search over everything', () => {
  it('finds people, doors, devices and levels by a part of their name, in any case', async () => {
    expect(await find('kanTA')).toEqual([
      ['person', '61', 'Kanta Nieminen', '61'],
      ['person', '6161', 'Kanta 100%', '6161'],
      ['door', 'door-north', 'Kanta door north', 'Kanta north'],
      ['door', 'door-south', 'Kanta door south', 'Kanta south'],
      ['device', 'KANTA-north', 'Kanta north', 'KANTA-north'],
      ['device', 'KANTA-south', 'Kanta south', 'KANTA-south'],
      ['level', 'level-north', 'Kanta level north', null],
      ['level', 'level-south', 'Kanta level south', null],
    ]);
  });

  it('finds whose pin it is before all others, and a card with who has it', async () => {
    expect(await find('61')).toEqual([
      ['person', '61', 'Kanta Nieminen', '61'],
      ['person', '6161', 'Kanta 100%', '6161'],
      ['card', '61', '7006161', 'Kanta Nieminen'],
      ['card', '6161', '7006162', 'Kanta 100%'],
    ]);
    expect(await find('7006162')).toEqual([['card', '6161', '7006162', 'Kanta 100%']]);
  });

  it('takes signs as they stand, and calls who has no name by the pin', async () => {
    expect(await find('100%')).toEqual([['person', '6161', 'Kanta 100%', '6161']]);
    expect(await find('_')).toEqual([]);
    expect(await find('16')).toContainEqual(['person', '16', '16', '16']);
  });

  it('answers no more than it is asked for, and leaves room for every kind', async () => {
    expect((await find('kanta', 4)).map(([kind]) => kind)).toEqual(['person', 'door', 'device', 'level']);
    expect((await find('kanta', 5)).map(([kind]) => kind)).toEqual(['person', 'person', 'door', 'device', 'level']);
    for (const query of ['', 'q=', 'q=a&limit=51', 'q=a&limit=0', 'q=a&kind=door']) {
      const { status, body } = await app.admin('GET', `/search?${query}`);
      expect([query, status, body.type]).toEqual([query, 400, 'urn:postern:invalid']);
    }
  });

  it('shows each role what its pages show', async () => {
    const kinds = async (role: string) => {
      const search = await as(role);
      return [
        ...new Set([...(await search('kanta')), ...(await search('7006162'))].map((row) => (row as string[])[0])),
      ];
    };
    expect(await kinds('operator')).toEqual(['person', 'door', 'device', 'level', 'card']);
    expect(await kinds('guard')).toEqual(['person', 'door']);
    expect(await kinds('installer')).toEqual(['door', 'device']);
  });

  it('shows a token what its scopes open', async () => {
    const kinds = async (scopes: string[]) => {
      const { body } = await app.admin('POST', '/api-tokens', { name: 'finder', scopes });
      const headers = { authorization: `Bearer ${body.token as string}` };
      const found = new Set<string>();
      for (const q of ['kanta', '7006162']) {
        const answer = await app.request('GET', `/admin/v1/search?q=${q}`, { headers });
        expect(answer.status).toBe(200);
        for (const { kind } of answer.body.items as Found[]) found.add(kind);
      }
      return [...found];
    };
    expect(await kinds(['admin'])).toEqual(['person', 'door', 'device', 'level', 'card']);
    expect(await kinds(['admin:search'])).toEqual([]);
    expect(await kinds(['admin:search', 'admin:persons'])).toEqual(['person', 'card']);
    expect(await kinds(['admin:search', 'admin:cards'])).toEqual([]);
    expect(await kinds(['admin:search', 'admin:doors', 'admin:devices', 'admin:access-levels'])).toEqual([
      ...['door', 'device', 'level'],
    ]);
  });

  it('finds nothing outside of the areas and departments of an operator', async () => {
    const search = await as('admin', { areaCodes: ['north'], departmentCodes: ['north'] });
    expect((await search('kanta')).map((row) => (row as string[])[1])).toEqual([
      '61',
      'door-north',
      'KANTA-north',
      'level-north',
    ]);
    expect(await search('7006162')).toEqual([]);
    expect(await search('6161')).toEqual([['card', '61', '7006161', 'Kanta Nieminen']]);
  });
});
