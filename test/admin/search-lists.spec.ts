import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
});
afterAll(() => app.stop());

const names = ['Dock 10', 'dock 2', 'Dock 1', 'Zoo', 'Ärzte', 'Azur', '100% cotton', 'under_score', 'back\\slash'];

describe('a list that is searched and sorted', () => {
  beforeAll(async () => {
    for (const [at, name] of names.entries()) {
      const { status } = await app.admin('POST', '/areas', { code: `c${at}`, name });
      expect(status).toBe(201);
    }
  });

  const list = async (query: Record<string, string>) => {
    const { status, body } = await app.admin('GET', `/areas?${new URLSearchParams(query).toString()}`);
    expect([status, body.detail]).toEqual([200, undefined]);
    return body as { items: { code: string; name: string }[]; nextCursor: string | null; total?: number };
  };
  const namesOf = async (query: Record<string, string>) => (await list(query)).items.map(({ name }) => name);

  it.each([
    ['dock', ['Dock 10', 'dock 2', 'Dock 1']],
    ['C4', ['Ärzte']],
    ['%', ['100% cotton']],
    ['_', ['under_score']],
    ['\\', ['back\\slash']],
    ["'", []],
  ])('finds %s in any of its texts', async (q, expected) => {
    expect(await namesOf({ q })).toEqual(expected);
  });

  it('sorts names as people do, and numbers in them by their value', async () => {
    const q = 'c';
    const sorted = ['100% cotton', 'Ärzte', 'Azur', 'back\\slash', 'Dock 1', 'dock 2', 'Dock 10', 'under_score', 'Zoo'];
    expect(await namesOf({ q, sort: 'name' })).toEqual(sorted);
    expect(await namesOf({ q, sort: '-name' })).toEqual([...sorted].reverse());
  });

  it.each(['name', '-name', 'code', '-code', ''])(
    'comes page by page in the order %s, each item once',
    async (sort) => {
      const whole = await namesOf({ sort });
      const found: string[] = [];
      let cursor = '';
      do {
        const page = await list({ sort, limit: '2', ...(cursor === '' ? {} : { cursor }) });
        found.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor ?? '';
      } while (cursor !== '');
      expect(found).toEqual(whole);
      expect(whole.length).toBeGreaterThan(names.length);
    },
  );

  it('tells how many there are, if it is asked', async () => {
    expect((await list({ q: 'dock', count: 'true', limit: '1' })).total).toBe(3);
    expect('total' in (await list({ q: 'dock', limit: '1' }))).toBe(false);
  });

  it('refuses a field that it does not sort by, and the cursor of another order', async () => {
    const { nextCursor } = await list({ sort: 'name', limit: '1' });
    for (const [field, query] of [
      ['sort', 'sort=learnsFrom'],
      ['sort', 'sort=-'],
      ['sort', 'sort=toString'],
      ['sort', 'sort=__proto__'],
      ['sort', 'sort=name;'],
      ['cursor', `sort=-name&cursor=${nextCursor ?? ''}`],
      ['cursor', 'cursor=WzEsMl0'],
      ['count', 'count=yes'],
      ['q', `q=${'a'.repeat(101)}`],
    ]) {
      const { status, body } = await app.admin('GET', `/areas?${query}`);
      expect([query, status, body.errors?.[0]?.field]).toEqual([query, 400, field]);
    }
  });

  it('sorts by an instant, and what has none comes first', async () => {
    for (const sn of ['SRT-1', 'SRT-2', 'SRT-3']) await app.admin('POST', '/devices', { sn });
    await app.sql(
      `UPDATE device SET last_seen_at = timestamptz '2026-05-01 08:00Z' + interval '1 microsecond' WHERE sn = 'SRT-2'`,
    );
    await app.sql(`UPDATE device SET last_seen_at = timestamptz '2026-05-01 08:00Z' WHERE sn = 'SRT-3'`);
    const found: string[] = [];
    let cursor = '';
    do {
      const { body } = await app.admin('GET', `/devices?q=srt-&sort=-lastSeenAt&limit=1&cursor=${cursor}`);
      found.push(...body.items.map(({ sn }: { sn: string }) => sn));
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    expect(found).toEqual(['SRT-2', 'SRT-3', 'SRT-1']);
  });

  it('never looks into what it does not show', async () => {
    const [token] = await app.sql<{ hash: string }>('SELECT token_hash AS hash FROM api_token LIMIT 1');
    const { body } = await app.admin('GET', `/api-tokens?q=${encodeURIComponent(token?.hash.slice(0, 12) ?? '')}`);
    expect(body.items).toEqual([]);
    expect((await app.admin('GET', '/api-tokens?sort=tokenHash')).status).toBe(400);
  });
});
